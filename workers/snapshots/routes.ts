import { createRoute } from '@hono/zod-openapi'
import { operatorSecurity, requireOperator } from '../operator.ts'
import { refusals } from '../router.ts'
import { BuildState } from './schema.ts'

const json = { 'application/json': { schema: BuildState } }

export const buildSnapshot = createRoute({
  method: 'post',
  path: '/v1/snapshots',
  operationId: 'buildSnapshot',
  security: operatorSecurity,
  middleware: requireOperator,
  responses: {
    200: { description: 'The latest version: nothing is new', content: json },
    202: { description: 'The version that is being built', content: json },
    ...refusals('OPERATOR_REQUIRED', 'SNAPSHOT_NOT_READY'),
  },
})
