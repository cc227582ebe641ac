import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { findNode } from '../../d1/nodes.ts'
import { REGISTRATION_VALID_MS } from '../../domain/registration.ts'
import type { RegisterRequest } from '../../workers/oracle/schema.ts'
import {
  callAs,
  createNode,
  refusalOf,
  refused,
  register,
  registrationOf,
  type TestNode,
} from '../fixtures-node.ts'

const path = '/v1/oracle/nodes'

/** Registers with changed statements, which the wallet signs. */
async function registerWith(node: TestNode, changes: Partial<RegisterRequest>): Promise<Response> {
  return callAs(node, { method: 'POST', path, body: await registrationOf(node, changes) })
}

describe('POST /v1/oracle/nodes', () => {
  test('registers a node for its wallet', async () => {
    const node = await createNode()
    const response = await register(node)
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({
      nodeId: node.id,
      wallet: node.wallet,
      registeredAtMs: expect.any(Number),
    })
    expect(await findNode(env.CATALOG, node.id)).toMatchObject({ wallet: node.wallet })
  })
  test('answers a second registration as the first', async () => {
    const node = await createNode()
    const first = await (await register(node)).json()
    expect(await (await register(node)).json()).toEqual(first)
  })
  test('registers one node when it is asked many times at once', async () => {
    const node = await createNode()
    const responses = await Promise.all(Array.from({ length: 5 }, () => register(node)))
    const answers = await Promise.all(responses.map((response) => response.text()))
    expect(new Set(answers).size).toBe(1)
  })
  test('takes several nodes of one wallet', async () => {
    const [one, other] = [await createNode(), await createNode()]
    const sibling = { ...other, wallet: one.wallet, walletKey: one.walletKey }
    expect((await register(one)).status).toBe(200)
    expect((await register(sibling)).status).toBe(200)
  })
  test('refuses a second wallet for a node', async () => {
    const [node, other] = [await createNode(), await createNode()]
    await register(node)
    const moved = { ...node, wallet: other.wallet, walletKey: other.walletKey }
    expect(await refusalOf(await register(moved))).toEqual(
      refused(409, 'NODE_CONFLICT', { nodeId: node.id, wallet: node.wallet }),
    )
  })
  test('refuses a second payout address for a node', async () => {
    const [node, other] = [await createNode(), await createNode()]
    await register(node)
    const response = await registerWith(node, { payoutAddress: other.wallet })
    expect(await refusalOf(response)).toEqual(refused(409, 'NODE_CONFLICT'))
  })
  test('refuses the signature of another wallet', async () => {
    const [node, other] = [await createNode(), await createNode()]
    const response = await register({ ...node, walletKey: other.walletKey })
    expect(await refusalOf(response)).toEqual(
      refused(401, 'WALLET_SIGNATURE_INVALID', { wallet: node.wallet }),
    )
    expect(await findNode(env.CATALOG, node.id)).toBeUndefined()
  })
  test.each<[field: keyof RegisterRequest, change: (other: TestNode) => Partial<RegisterRequest>]>([
    ['payoutAddress', (other) => ({ payoutAddress: other.wallet })],
    ['issuedAtMs', () => ({ issuedAtMs: Date.now() - 1 })],
  ])('refuses %s that the wallet did not sign', async (_field, change) => {
    const [node, other] = [await createNode(), await createNode()]
    const signed = await registrationOf(node, { issuedAtMs: Date.now() - 2 })
    const body = { ...signed, ...change(other) }
    const response = await callAs(node, { method: 'POST', path, body })
    expect(await refusalOf(response)).toEqual(refused(401, 'WALLET_SIGNATURE_INVALID'))
  })
  test.each([-1, 1])('refuses a statement of another time (%d)', async (direction) => {
    const node = await createNode()
    const issuedAtMs = Date.now() + direction * (REGISTRATION_VALID_MS + 30_000)
    const response = await registerWith(node, { issuedAtMs })
    expect(await refusalOf(response)).toEqual(refused(401, 'REGISTRATION_STALE'))
  })
  test('refuses an address that nobody has the key of', async () => {
    const systemProgram = '1'.repeat(32) as TestNode['wallet']
    // Without a check such a signature is genuine for one text in four.
    const walletSignature = `58${'66'.repeat(31)}01${'00'.repeat(31)}`
    for (let i = 0; i < 32; i += 1) {
      const node = await createNode()
      const signed = await registrationOf(node, { issuedAtMs: Date.now() - i })
      const body = { ...signed, wallet: systemProgram, walletSignature }
      const response = await callAs(node, { method: 'POST', path, body })
      expect(await refusalOf(response)).toEqual(refused(401, 'WALLET_SIGNATURE_INVALID'))
    }
  })
  test('refuses a key that another node signs for', async () => {
    const [node, other] = [await createNode(), await createNode()]
    const body = await registrationOf(node)
    const response = await callAs(other, { method: 'POST', path, body })
    expect(await refusalOf(response)).toEqual(refused(401, 'NODE_UNKNOWN', { keyId: other.id }))
  })
  test('refuses a request that the node did not sign', async () => {
    const [node, other] = [await createNode(), await createNode()]
    const body = await registrationOf(node)
    const twist = { signed: { sign: other.key.sign } }
    const response = await callAs(node, { method: 'POST', path, body }, twist)
    expect(await refusalOf(response)).toEqual(refused(401, 'SIGNATURE_INVALID'))
  })
  test.each<[path: keyof RegisterRequest, value: unknown]>([
    ['publicKey', 'AB'.repeat(32)],
    ['publicKey', 'ab'.repeat(31)],
    ['wallet', 'not a wallet'],
    ['wallet', '1'.repeat(44)],
    ['payoutAddress', '0'.repeat(40)],
    ['payoutAddress', '1'.repeat(44)],
    ['issuedAtMs', '1700000000000'],
    ['issuedAtMs', 1.5],
    ['walletSignature', '00'],
  ])('refuses %s %j', async (field, value) => {
    const node = await createNode()
    const body = { ...(await registrationOf(node)), [field]: value }
    const response = await callAs(node, { method: 'POST', path, body })
    expect(await refusalOf(response)).toEqual(refused(422, 'REQUEST_INVALID', { path: field }))
  })
})
