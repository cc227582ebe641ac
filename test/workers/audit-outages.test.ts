import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { findSubmission } from '../../d1/submissions.ts'
import { manifestKey, shardKey } from '../../r2/geometry-keys.ts'
import { auditSubmission } from '../../workers/audit/consume.ts'
import type { Lease } from '../../workers/oracle/schema.ts'
import { workQueue } from '../../workers/oracle/work-queue.ts'
import { findFirstUpload } from '../../workers/provenance/first-uploads.ts'
import { audit, fakeQueue, logSize } from '../fixtures-audit.ts'
import {
  generateAssets,
  leaseAs,
  pack,
  receiptsOf,
  stateOf,
  submit,
  submitHonest,
} from '../fixtures-batch.ts'
import { registeredNode, type TestNode } from '../fixtures-node.ts'
import { isOutage, type Moment, outageAt } from '../fixtures-outage.ts'

const COUNT = 2
/** More calls than any audit makes: the search for the last one ends before. */
const CALLS_MAX = 60

let node: TestNode
beforeAll(async () => {
  node = await registeredNode()
})

/** Audits with an outage at one call; answers whether the audit met it. */
async function auditWithOutage(lease: Lease, failing: number, moment: Moment): Promise<boolean> {
  const world = outageAt(failing, moment, { ...env, MINTS: fakeQueue().queue })
  try {
    await auditSubmission(world.env, lease.leaseId)
    return false
  } catch (error) {
    if (isOutage(error)) return true
    throw error
  }
}

async function expectRegistered(lease: Lease, firstLogIndex: number): Promise<void> {
  const receipts = await receiptsOf(node, lease)
  expect(receipts.map(({ logIndex }) => logIndex)).toEqual([firstLogIndex, firstLogIndex + 1])
  expect(await stateOf(node, lease)).toMatchObject({
    ...{ status: 'registered', reexecuted: COUNT, duplicates: 0, firstLogIndex },
  })
  for (const { sha256, logIndex } of receipts) {
    expect(await findFirstUpload(env, sha256)).toMatchObject({ logIndex })
  }
  expect(await logSize()).toBe(firstLogIndex + COUNT)
  expect(await workQueue(env).find(lease.leaseId, Date.now())).toMatchObject({ status: 'accepted' })
}

describe.each<Moment>(['before', 'after'])('an outage %s any one call', (moment) => {
  test('of an honest audit leaves, after one repeat, what no outage leaves', async () => {
    // How many calls there are depends on how the hashes spread over the index.
    let failing = 1
    for (let met = true; met && failing < CALLS_MAX; failing += 1) {
      const first = await logSize()
      const lease = await submitHonest(node, COUNT)
      met = await auditWithOutage(lease, failing, moment)
      expect(await audit(lease)).toEqual([{ leaseId: lease.leaseId }])
      await expectRegistered(lease, first)
    }
    expect(failing).toBeGreaterThan(15)
    expect(failing).toBeLessThan(CALLS_MAX)
  })

  test('of a rejecting audit leaves, after one repeat, what no outage leaves', async () => {
    const first = await logSize()
    let failing = 1
    for (let met = true; met && failing < CALLS_MAX; failing += 1) {
      const lease = await leaseAs(node, 1)
      const packed = pack(lease, generateAssets({ ...lease, seed: '5a'.repeat(32) }))
      await submit(node, lease, packed)
      met = await auditWithOutage(lease, failing, moment)
      await audit(lease)
      expect(await stateOf(node, lease)).toMatchObject({
        status: 'rejected',
        rule: 'ASSET_NOT_REPRODUCED',
      })
    }
    expect(failing).toBeGreaterThan(8)
    expect(failing).toBeLessThan(CALLS_MAX)
    expect(await logSize()).toBe(first)
    expect(await workQueue(env).listUnsettled(Date.now(), 100)).toEqual([])
  })

  test('in every attempt, each at a later call, comes to the same end', async () => {
    const first = await logSize()
    const lease = await submitHonest(node, COUNT)
    let failing = 1
    while (await auditWithOutage(lease, failing, moment)) failing += 1
    expect(failing).toBeGreaterThan(3)
    await expectRegistered(lease, first)
  })
})

describe('what cannot be read is no verdict:', () => {
  /** What an audit over the bucket fails with; it decides nothing until the true bucket is back. */
  async function faultUntilBack(bucket: R2Bucket): Promise<string> {
    const lease = await submitHonest(node, 1)
    const fault = await audit(lease, { ...env, GEOMETRY: bucket }).then(
      () => 'done',
      (error: Error) => error.message,
    )
    expect(await stateOf(node, lease)).toMatchObject({ status: 'committed' })
    await audit(lease)
    expect(await stateOf(node, lease)).toMatchObject({ status: 'registered' })
    return fault
  }

  test.each([
    ['shard', shardKey],
    ['manifest', manifestKey],
  ])('a missing %s leaves the submission undecided until it is back', async (_name, keyOf) => {
    const lease = await submitHonest(node, 1)
    const key = keyOf(lease.batchId, lease.leaseId)
    const bytes = await (await env.GEOMETRY.get(key))?.bytes()
    await env.GEOMETRY.delete(key)

    const fault = await audit(lease).then(
      () => 'done',
      (error: Error) => error.message,
    )
    expect(fault).toContain('missing')
    expect(await findSubmission(env.CATALOG, lease.leaseId)).toMatchObject({ status: 'committed' })

    await env.GEOMETRY.put(key, bytes ?? '')
    await audit(lease)
    expect(await stateOf(node, lease)).toMatchObject({ status: 'registered' })
  })
  test('a shard whose stream ends early leaves the submission undecided', async () => {
    const fault = await faultUntilBack(withShortShards(env.GEOMETRY))
    expect(fault).toMatch(/^read 1000 bytes of a shard of [0-9]{5,}$/)
  })
  test('a shard whose stream breaks off leaves the submission undecided', async () => {
    const fault = await faultUntilBack(withBrokenStreams(env.GEOMETRY))
    expect(fault).toBe('the connection was lost')
  })
})

/** A bucket that ends the stream of a shard after a thousand bytes, and says nothing of it. */
function withShortShards(bucket: R2Bucket): R2Bucket {
  return new Proxy(bucket, {
    get(target, name) {
      if (name !== 'get') return Reflect.get(target, name, target)
      return async (key: string) => {
        const object = await target.get(key)
        if (object === null || !key.endsWith('.tar')) return object
        const body = new Response((await object.bytes()).slice(0, 1_000)).body
        return { size: object.size, body }
      }
    },
  })
}

/** A bucket whose objects are served for one chunk and then break off. */
function withBrokenStreams(bucket: R2Bucket): R2Bucket {
  return new Proxy(bucket, {
    get(target, name) {
      if (name !== 'get') return Reflect.get(target, name, target)
      return async (key: string) => {
        const object = await target.get(key)
        if (object === null || !key.endsWith('.tar')) return object
        return { ...object, body: breakOff(object.body) }
      }
    },
  })
}

function breakOff(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  let isFirst = true
  return new ReadableStream({
    async pull(controller) {
      if (!isFirst) throw new Error('the connection was lost')
      isFirst = false
      const { value } = await reader.read()
      controller.enqueue((value ?? new Uint8Array()).slice(0, 1_000))
      await reader.cancel()
    },
  })
}
