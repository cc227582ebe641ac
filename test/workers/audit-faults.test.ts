import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { manifestKey } from '../../r2/geometry-keys.ts'
import type { Lease } from '../../workers/oracle/schema.ts'
import { audit, logSize } from '../fixtures-audit.ts'
import { generateAssets, leaseAs, pack, receiptsOf, stateOf, submit } from '../fixtures-batch.ts'
import { registeredNode, type TestNode } from '../fixtures-node.ts'
import { CHEATS } from './cheats.ts'
import type { Cheat } from './cheats-forgery.ts'

const COUNT = 2

async function submitCheat(node: TestNode, { commit, later }: Cheat): Promise<Lease> {
  const lease = await leaseAs(node, COUNT)
  const honest = pack(lease, generateAssets(lease))
  const packed = commit?.(honest, lease) ?? honest
  await submit(node, lease, packed)
  await later?.(lease, packed)
  return lease
}

describe('the audit rejects', () => {
  let node: TestNode
  beforeAll(async () => {
    node = await registeredNode()
  })

  test.each(CHEATS)('$name with $rule', async (cheat) => {
    const lease = await submitCheat(node, cheat)
    const { rule, index: ruleIndex } = cheat
    await audit(lease)
    expect(await stateOf(node, lease)).toMatchObject({ status: 'rejected', rule, ruleIndex })
  })
})

describe('a rejected batch', () => {
  const cheat = CHEATS.find(({ rule }) => rule === 'ASSET_NOT_REPRODUCED')
  if (cheat === undefined) throw new Error('there is such a cheat')

  test('leaves log, receipts and mint queue as they were', async () => {
    const node = await registeredNode()
    const before = await logSize()
    const lease = await submitCheat(node, cheat)
    expect(await audit(lease)).toEqual([])
    expect(await logSize()).toBe(before)
    expect(await receiptsOf(node, lease)).toEqual([])
  })
  test('stays rejected, however often it is audited', async () => {
    const node = await registeredNode()
    const lease = await submitCheat(node, cheat)
    await audit(lease)
    const first = await stateOf(node, lease)
    for (let i = 0; i < 3; i += 1) await audit(lease)
    expect(await stateOf(node, lease)).toEqual(first)
  })
  test('stays rejected when the store is mended afterwards', async () => {
    const node = await registeredNode()
    const lease = await leaseAs(node, COUNT)
    const packed = pack(lease, generateAssets(lease))
    await submit(node, lease, packed)
    const key = manifestKey(lease.batchId, lease.leaseId)
    await env.GEOMETRY.put(key, 'other')
    await audit(lease)
    await env.GEOMETRY.put(key, packed.manifestText)
    await audit(lease)
    expect(await stateOf(node, lease)).toMatchObject({ status: 'rejected' })
  })
  test('is leased again, and an honest node has it accepted', async () => {
    const cheater = await registeredNode()
    const lost = await submitCheat(cheater, cheat)
    await audit(lost)
    const honest = await registeredNode()
    const lease = await leaseAs(honest, COUNT)
    expect(lease.batchId).toBe(lost.batchId)
    expect(lease.seed).toBe(lost.seed)
    await submit(honest, lease, pack(lease, generateAssets(lease)))
    await audit(lease)
    expect(await stateOf(honest, lease)).toMatchObject({ status: 'registered', duplicates: 0 })
  })
  test('starts its node again at 32 assets', async () => {
    const node = await registeredNode()
    const good = await leaseAs(node, 1)
    await submit(node, good, pack(good, generateAssets(good)))
    await audit(good)
    await audit(await submitCheat(node, cheat))
    expect(await leaseAs(node, 256)).toMatchObject({ count: 32 })
  })
})
