import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { nodeIdOf } from '../../domain/registration.ts'
import { outageCause } from '../../gpu-client/oracle/answer.ts'
import { createHttpOracle } from '../../gpu-client/oracle/http-oracle.ts'
import { systemWorld } from '../../gpu-client/world.ts'
import { ed25519Key, verifyEd25519 } from '../../signing/ed25519.ts'
import { verifyRequest } from '../../signing/http-signature.ts'
import { sha256 } from '../../signing/sha256.ts'
import { NEVER } from './fakes/node.ts'

interface Seen {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

const servers: { close(): void }[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

async function startEdge(
  answer: (seen: Seen) => { status: number; body?: string; headers?: Record<string, string> },
) {
  const requests: Seen[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request
      const seen = { method, path, headers, body: Buffer.concat(chunks) }
      requests.push(seen)
      const { status, body, headers: sent = {} } = answer(seen)
      response.writeHead(status, { connection: 'close', ...sent }).end(body)
    })
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const key = await ed25519Key(new Uint8Array(32).fill(3))
  const nodeId = nodeIdOf(sha256, key.publicKey)
  const oracle = createHttpOracle({ url, nodeId, key, world: systemWorld })
  return { oracle, requests, url, key, nodeId }
}

const problem = (code: string): string =>
  JSON.stringify({ code, context: { open: '4' }, requestId: 'req_1' })

describe('a signed request', () => {
  test('is verified by the server’s own rules, body included', async () => {
    const edge = await startEdge(() => ({ status: 500, body: problem('INTERNAL') }))
    const request = { requestKey: 'k'.repeat(22), countMax: 32 }
    await edge.oracle.lease(request, NEVER).catch(() => undefined)
    const [seen] = edge.requests
    if (seen === undefined) throw new Error('nothing was sent')
    expect(JSON.parse(seen.body.toString())).toEqual(request)
    const verdict = await verifyRequest({
      method: seen.method,
      url: `${edge.url}${seen.path}`,
      headers: new Headers(seen.headers as Record<string, string>),
      body: seen.body,
      findKey: async (keyId) => (keyId === edge.nodeId ? edge.key.publicKey : undefined),
      verify: verifyEd25519,
    })
    expect(verdict).toMatchObject({ status: 'valid', keyId: edge.nodeId })
  })

  test('never has the same nonce twice', async () => {
    const edge = await startEdge(() => ({ status: 204 }))
    await edge.oracle.witnessRequest(0, NEVER)
    await edge.oracle.witnessRequest(0, NEVER)
    const inputs = edge.requests.map(({ headers }) => String(headers['signature-input']))
    const nonces = inputs.map((input) => /nonce="([^"]+)"/.exec(input)?.[1])
    expect(new Set(nonces).size).toBe(2)
  })
})

describe('proofs', () => {
  test('are asked for by range, unsigned, and come with their indexes', async () => {
    const proofs = [7, 8].map((index) => ({ index, text: `proof ${index}` }))
    const edge = await startEdge(() => ({ status: 200, body: JSON.stringify({ proofs }) }))
    expect(await edge.oracle.proofs(7, 2, NEVER)).toEqual(proofs)
    expect(edge.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /v1/log/proofs?first=7&count=2',
    ])
    expect(edge.requests[0]?.headers).not.toHaveProperty('signature')
  })

  test.each([
    ['no list', { proofs: 'all' }],
    ['a proof without its index', { proofs: [{ text: 'proof' }] }],
    ['257 proofs', { proofs: Array.from({ length: 257 }, (_, index) => ({ index, text: '' })) }],
  ])('with %s are no answer', async (_what, body) => {
    const edge = await startEdge(() => ({ status: 200, body: JSON.stringify(body) }))
    const asked = edge.oracle.proofs(0, 2, NEVER)
    await expect(asked).rejects.toMatchObject({ name: 'Unanswered', code: 'ANSWER_INVALID' })
  })
})

describe('an answer', () => {
  test('that breaks off within its body is no verdict', async () => {
    const headers = { 'content-length': '100' }
    const edge = await startEdge(() => ({ status: 200, body: '{"proofs":[', headers }))
    const error = await edge.oracle.proofs(0, 1, NEVER).catch((thrown) => thrown)
    expect(outageCause(error)).toMatchObject({ code: 'UNREACHABLE' })
  })

  test('of 204 means that the log has not grown', async () => {
    const edge = await startEdge(() => ({ status: 204 }))
    expect(await edge.oracle.witnessRequest(7, NEVER)).toBeUndefined()
  })

  test('that is a problem is a refusal with its code and context', async () => {
    const edge = await startEdge(() => ({ status: 410, body: problem('LEASE_EXPIRED') }))
    const refused = edge.oracle.leaseState('lease_a', NEVER)
    await expect(refused).rejects.toMatchObject({
      ...{ name: 'OracleRefusal', code: 'LEASE_EXPIRED', status: 410, context: { open: '4' } },
    })
  })

  test.each([
    [404, '<html>not here</html>'],
    [403, ''],
    [502, 'bad gateway'],
    [200, '{"unexpected":true}'],
    [200, 'not json'],
  ])('of %i with %j is no verdict', async (status, body) => {
    const edge = await startEdge(() => ({ status, body }))
    const error = await edge.oracle.leaseState('lease_a', NEVER).catch((thrown) => thrown)
    expect(outageCause(error)).toBeDefined()
  })

  test('of 429 is waited out for as long as it says', async () => {
    const headers = { 'retry-after': '7' }
    const edge = await startEdge(() => ({ status: 429, body: problem('LEASES_TOO_MANY'), headers }))
    const request = { requestKey: 'k'.repeat(22), countMax: 32 }
    const error = await edge.oracle.lease(request, NEVER).catch((thrown) => thrown)
    expect(outageCause(error)).toMatchObject({ code: 'LEASES_TOO_MANY', retryAfterMs: 7_000 })
  })

  test.each([
    ['SIGNATURE_STALE', true],
    ['SIGNATURE_REPLAYED', true],
    ['SIGNATURE_INVALID', false],
    ['NODE_UNKNOWN', false],
  ])('of 401 %s can pass later: %s', async (code, passing) => {
    const edge = await startEdge(() => ({ status: 401, body: problem(code) }))
    const error = await edge.oracle.leaseState('lease_a', NEVER).catch((thrown) => thrown)
    expect(outageCause(error) !== undefined).toBe(passing)
  })

  test('that never comes ends with the signal', async () => {
    const edge = await startEdge(() => ({ status: 204 }))
    const stop = new AbortController()
    stop.abort()
    await expect(edge.oracle.witnessRequest(0, stop.signal)).rejects.toThrow()
    expect(edge.requests).toEqual([])
  })
})
