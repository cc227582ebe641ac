import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { formatVerifierKey } from '../../../domain/log/note.ts'
import { createGenerator } from '../../../generator/generator.ts'
import { loadGeneratorModule } from '../../../generator/node-module.ts'
import { LATEST_GENERATOR } from '../../../generator/versions.ts'
import { OracleRefusal } from '../../../gpu-client/oracle/answer.ts'
import { sha256 } from '../../../signing/sha256.ts'
import { createFakeLog, ORIGIN } from './log.ts'
import { NEVER, WALLET } from './node.ts'
import { createFakeOracle } from './oracle.ts'

/** The fake oracle behind HTTP, for clients that are processes of their own. It re-executes with the real generator. */
export async function startFakeEdge(options: { readonly countMax: number }) {
  const log = await createFakeLog()
  const generator = createGenerator(
    LATEST_GENERATOR,
    await loadGeneratorModule(LATEST_GENERATOR),
    64,
  )
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => sendError(response, error))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const fake = createFakeOracle({
    ...{ ...options, log, nodeId: 'node_unknown' as never, wallet: WALLET, nowMs: Date.now },
    storeUrl: `${url}/store`,
    reexecute: ({ assetSeed }) => generator.generate(assetSeed).glb,
  })
  const logKey = formatVerifierKey(sha256, log.key)
  const network = { publicUrl: url, logUrl: `${url}/log`, logOrigin: ORIGIN, logKey, rpcUrl: url }

  const json = (response: ServerResponse, value: unknown) =>
    response.writeHead(200).end(JSON.stringify(value))

  async function put(path: string, body: Buffer, response: ServerResponse): Promise<void> {
    const stored = await fake.store.put(`${url}${path}`, {}, body, NEVER)
    response.writeHead(stored.status === 'exists' ? 412 : 200, { etag: '"e"' }).end()
  }

  async function witness(oldSize: number, response: ServerResponse): Promise<void> {
    const text = await fake.oracle.witnessRequest(oldSize, NEVER)
    response.writeHead(text === undefined ? 204 : 200).end(text)
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    const { pathname, searchParams } = new URL(request.url ?? '', url)
    if (request.method === 'PUT') return put(pathname, body, response)
    const [, , , noun = '', id = '', verb = ''] = pathname.split('/')
    const sent = () => JSON.parse(body.toString())
    const { oracle } = fake
    const routes: Record<string, () => unknown> = {
      '': async () => json(response, { ...network, generator: LATEST_GENERATOR }),
      nodes: async () => json(response, await oracle.register(sent(), NEVER)),
      leases: async () => json(response, await oracle.lease(sent(), NEVER)),
      'leases/': async () => json(response, await oracle.leaseState(id, NEVER)),
      'leases/uploads': async () => json(response, await oracle.uploads(id, sent(), NEVER)),
      'leases/commit': async () => json(response, await oracle.commit(id, sent(), NEVER)),
      'leases/receipts': async () => json(response, await oracle.receipts(id, NEVER)),
      proofs: async () => {
        const [first, count] = ['first', 'count'].map((name) => Number(searchParams.get(name)))
        json(response, { proofs: await oracle.proofs(first ?? 0, count ?? 0, NEVER) })
      },
      cosignatures: async () => json(response, (await oracle.cosign(sent(), NEVER)) ?? {}),
      witness: () => witness(Number(searchParams.get('old')), response),
    }
    await routes[id === '' ? noun : `${noun}/${verb}`]?.()
  }

  return { url, log, fake, close: () => server.close() }
}

function sendError(response: ServerResponse, error: unknown): void {
  const refused = error instanceof OracleRefusal
  const { code, status } = refused ? error : { code: 'INTERNAL', status: 500 }
  const problem = { code, context: { message: String(error) }, requestId: 'req_test' }
  response.writeHead(status).end(JSON.stringify(problem))
}
