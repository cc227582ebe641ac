import { createRoute } from '@hono/zod-openapi'
import { askedGenerator } from '../oracle/asked-work.ts'
import { Network } from '../oracle/schema.ts'
import { logVerifierKey } from '../provenance/log.ts'
import { createRouter } from '../router.ts'
import { NetworkStatus } from './schema.ts'
import { readStatus } from './status.ts'

const readNetwork = createRoute({
  method: 'get',
  path: '/network',
  operationId: 'readNetwork',
  security: [],
  responses: {
    200: {
      description: 'What a client has to know before it speaks to the network',
      content: { 'application/json': { schema: Network } },
    },
  },
})

const readNetworkStatus = createRoute({
  method: 'get',
  path: '/network/status',
  operationId: 'readNetworkStatus',
  security: [],
  responses: {
    200: {
      description: 'The network at a glance',
      content: { 'application/json': { schema: NetworkStatus } },
    },
  },
})

export const network = createRouter()
  .openapi(readNetwork, async (c) => {
    const publicUrl = c.env.PUBLIC_URL
    return c.json(
      {
        ...{ publicUrl, logUrl: `${publicUrl}/log`, logOrigin: c.env.LOG_ORIGIN },
        ...{ logKey: await logVerifierKey(c.env), generator: askedGenerator(c.env) },
        rpcUrl: c.env.PUBLIC_RPC_URL,
      },
      200,
    )
  })
  .openapi(readNetworkStatus, async (c) => {
    c.header('access-control-allow-origin', '*')
    return c.json(await readStatus(c.env), 200)
  })
