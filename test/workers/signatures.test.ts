import { beforeAll, describe, expect, test } from 'vitest'
import { fromHex } from '../../domain/bytes.ts'
import { verifyEd25519 } from '../../signing/ed25519.ts'
import {
  type Call,
  callAs,
  createNode,
  refusalOf,
  refused,
  registeredNode,
  send,
  signedRequest,
  someNonce,
  type TestNode,
  type Twist,
  urlOf,
} from '../fixtures-node.ts'
import { someLeaseId, someRequestKey } from '../fixtures-queue.ts'

const SIGNED_ROUTES: readonly Call[] = [
  { method: 'POST', path: '/v1/oracle/leases', body: {} },
  { method: 'GET', path: `/v1/oracle/leases/${someLeaseId()}` },
  { method: 'POST', path: `/v1/oracle/leases/${someLeaseId()}/uploads`, body: {} },
  { method: 'POST', path: `/v1/oracle/leases/${someLeaseId()}/uploads/complete`, body: {} },
  { method: 'POST', path: `/v1/oracle/leases/${someLeaseId()}/commit`, body: {} },
  { method: 'GET', path: `/v1/oracle/leases/${someLeaseId()}/receipts` },
  { method: 'GET', path: '/v1/oracle/witness?old=0' },
  { method: 'POST', path: '/v1/oracle/cosignatures', body: {} },
]

const leaseCall = (): Call => ({
  ...{ method: 'POST', path: '/v1/oracle/leases' },
  body: { requestKey: someRequestKey(), countMax: 1 },
})

const nowSeconds = (): number => Math.floor(Date.now() / 1000)
const STALE_SECONDS = 310
const FRESH_SECONDS = 290

let node: TestNode
beforeAll(async () => {
  node = await registeredNode()
})

describe.each(SIGNED_ROUTES)('$method $path', (call) => {
  test('refuses a request without signature', async () => {
    const body = call.body === undefined ? {} : { body: JSON.stringify(call.body) }
    const response = await send(new Request(urlOf(call.path), { method: call.method, ...body }))
    expect(await refusalOf(response)).toEqual(refused(401, 'SIGNATURE_MISSING'))
  })
  test('refuses the signature of another key', async () => {
    const stranger = await createNode()
    const response = await callAs(node, call, { signed: { sign: stranger.key.sign } })
    expect(await refusalOf(response)).toEqual(refused(401, 'SIGNATURE_INVALID'))
  })
  test('refuses a node that is not registered', async () => {
    const stranger = await createNode()
    const response = await callAs(stranger, call)
    expect(await refusalOf(response)).toEqual(refused(401, 'NODE_UNKNOWN', { keyId: stranger.id }))
  })
})

describe('a signed request', () => {
  test('is answered', async () => {
    expect((await callAs(node, leaseCall())).status).toBe(201)
  })

  const twists: readonly [name: string, code: string, twist: () => Twist][] = [
    [
      'whose body was changed after signing',
      'DIGEST_MISMATCH',
      () => ({ sentBody: JSON.stringify({ requestKey: someRequestKey(), countMax: 256 }) }),
    ],
    [
      'whose digest was left out',
      'SIGNATURE_INVALID',
      () => ({ headers: { 'content-digest': null } }),
    ],
    [
      'whose digest is of another body',
      'DIGEST_MISMATCH',
      () => ({ signed: { body: new TextEncoder().encode('{}') } }),
    ],
    ['whose body was left out', 'SIGNATURE_INVALID', () => ({ sentBody: '' })],
    [
      'signed for another path',
      'SIGNATURE_INVALID',
      () => ({ signed: { url: urlOf('/v1/oracle/nodes') } }),
    ],
    [
      'signed for another host',
      'SIGNATURE_INVALID',
      () => ({ signed: { url: 'http://elsewhere.example/v1/oracle/leases' } }),
    ],
    ['signed for another method', 'SIGNATURE_INVALID', () => ({ signed: { method: 'PUT' } })],
    [
      'that is too old',
      'SIGNATURE_STALE',
      () => ({ signed: { createdSeconds: nowSeconds() - STALE_SECONDS } }),
    ],
    [
      'from the future',
      'SIGNATURE_STALE',
      () => ({ signed: { createdSeconds: nowSeconds() + STALE_SECONDS } }),
    ],
    ['with a short nonce', 'SIGNATURE_INVALID', () => ({ signed: { nonce: 'abc' } })],
    ['with a key id of no node', 'NODE_UNKNOWN', () => ({ signed: { keyId: 'root' } })],
    [
      'without its parameters',
      'SIGNATURE_INVALID',
      () => ({ headers: { 'signature-input': 'x' } }),
    ],
    ['without its signature', 'SIGNATURE_MISSING', () => ({ headers: { signature: null } })],
  ]
  test.each(twists)('%s is refused with %s', async (_name, code, twist) => {
    const response = await callAs(node, leaseCall(), twist())
    expect(await refusalOf(response)).toEqual(refused(401, code))
  })

  test.each([-FRESH_SECONDS, FRESH_SECONDS])('that is %d s off is answered', async (seconds) => {
    const response = await callAs(node, leaseCall(), {
      signed: { createdSeconds: nowSeconds() + seconds },
    })
    expect([201, 429]).toContain(response.status)
  })
  test('is answered once', async () => {
    const request = await signedRequest(node, leaseCall())
    const first = await send(request.clone())
    const again = await refusalOf(await send(request.clone()))
    expect(first.status).toBe(201)
    expect(again).toEqual(refused(401, 'SIGNATURE_REPLAYED'))
  })
  test('spends its nonce for its own node only', async () => {
    const nonce = someNonce()
    const other = await registeredNode()
    await callAs(other, leaseCall(), { signed: { nonce } })
    const response = await callAs(node, leaseCall(), { signed: { nonce } })
    expect(response.status).not.toBe(401)
  })
  test('that is refused for its signature spends no nonce', async () => {
    const nonce = someNonce()
    const stranger = await createNode()
    await callAs(node, leaseCall(), { signed: { nonce, sign: stranger.key.sign } })
    const response = await callAs(node, leaseCall(), { signed: { nonce } })
    expect(response.status).not.toBe(401)
  })
})

describe('a key that needs no secret', () => {
  test.each([
    '0000000000000000000000000000000000000000000000000000000000000000',
    '0100000000000000000000000000000000000000000000000000000000000000',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  ])('signs nothing: %s', async (publicKey) => {
    // The base point and the scalar 1: genuine for each message whose hash the key's order divides.
    const forged = fromHex(`58${'66'.repeat(31)}01${'00'.repeat(31)}`)
    const verdicts = await Promise.all(
      Array.from({ length: 64 }, (_, i) =>
        verifyEd25519(fromHex(publicKey), forged, Uint8Array.of(i)),
      ),
    )
    expect(verdicts).not.toContain(true)
  })
})
