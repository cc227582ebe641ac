import { createScheduledController } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { latestAnchor } from '../../d1/anchors.ts'
import { findSubmission } from '../../d1/submissions.ts'
import { manifestKey, shardKey } from '../../r2/geometry-keys.ts'
import { ASKS_MAX } from '../../workers/crons/anchor-log.ts'
import { runCron } from '../../workers/crons/index.ts'
import type { Lease } from '../../workers/oracle/schema.ts'
import { workQueue } from '../../workers/oracle/work-queue.ts'
import type { AnchorReply, AnchorRequest } from '../../workers/treasury/rpc.ts'
import { audit, fakeQueue, logSize, withTreasury } from '../fixtures-audit.ts'
import {
  commitOf,
  generateAssets,
  leaseAs,
  leasePath,
  type Packed,
  pack,
  store,
  submit,
  submitHonest,
} from '../fixtures-batch.ts'
import { callAs, registeredNode, type TestNode } from '../fixtures-node.ts'
import { stubSilentEndpoints } from '../fixtures-orders.ts'

const RESUME = '* * * * *'
const ANCHOR = '*/10 * * * *'
const PATIENCE_MS = 5 * 60_000

let node: TestNode
beforeAll(async () => {
  node = await registeredNode()
})

describe('the cron that resumes work', () => {
  // The same minute sweeps the vault.
  beforeEach(stubSilentEndpoints)
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  /** Runs at that time with queues of its own and answers what it sent. */
  async function resume(atMs: number) {
    const [audits, mints] = [fakeQueue(), fakeQueue()]
    await runCron(RESUME, { ...env, AUDITS: audits.queue, MINTS: mints.queue }, atMs)
    return { audits: audits.sent, mints: mints.sent }
  }
  const later = (): number => Date.now() + PATIENCE_MS + 1_000

  test('asks again for the audit of a submission that waits too long', async () => {
    const { leaseId } = await submitHonest(node, 1)
    expect((await resume(later())).audits).toContainEqual({ leaseId })
  })
  test('leaves alone what was committed a moment ago', async () => {
    const { leaseId } = await submitHonest(node, 1)
    const { audits } = await resume(Date.now())
    expect(audits).not.toContainEqual({ leaseId })
  })
  test('enters a commit that never reached the catalog', async () => {
    const { leaseId } = await submitHonest(node, 1)
    await env.CATALOG.prepare('DELETE FROM submission WHERE lease_id = ?').bind(leaseId).run()
    expect((await resume(later())).audits).toContainEqual({ leaseId })
    expect(await findSubmission(env.CATALOG, leaseId)).toMatchObject({ status: 'committed' })
  })
  test('asks again for the cNFTs of a registered submission, and for no audit of it', async () => {
    const lease = await submitHonest(node, 1)
    await audit(lease)
    const { leaseId } = lease
    const { audits, mints } = await resume(later())
    expect(mints).toContainEqual({ leaseId })
    expect(audits).not.toContainEqual({ leaseId })
  })
  test('asks again for the audit of a submission that was accepted and not registered', async () => {
    const { leaseId } = await submitHonest(node, 1)
    await env.CATALOG.prepare(
      `UPDATE submission SET status = 'accepted', decided_at_ms = 1 WHERE lease_id = ?`,
    )
      .bind(leaseId)
      .run()
    expect((await resume(later())).audits).toContainEqual({ leaseId })
  })
  test('leaves alone what is at its end', async () => {
    const lease = await submitHonest(node, 1)
    await audit(lease)
    const { leaseId } = lease
    await env.CATALOG.prepare(`UPDATE submission SET status = 'minted' WHERE lease_id = ?`)
      .bind(leaseId)
      .run()
    const { audits, mints } = await resume(later())
    expect([...audits, ...mints]).not.toContainEqual({ leaseId })
  })
  test('changes nothing when it runs twice', async () => {
    const { leaseId } = await submitHonest(node, 1)
    const nowMs = later()
    await resume(nowMs)
    const row = await findSubmission(env.CATALOG, leaseId)
    await resume(nowMs)
    expect(await findSubmission(env.CATALOG, leaseId)).toEqual(row)
  })
})

describe('the cron that anchors the log', () => {
  /** Runs with a treasury that answers so, and answers what it was asked. */
  async function anchor(reply: AnchorReply, atMs = Date.now()): Promise<AnchorRequest[]> {
    const requests: AnchorRequest[] = []
    const world = withTreasury({
      anchor: async (request) => {
        requests.push(request)
        return reply
      },
    })
    await runCron(ANCHOR, world, atMs)
    return requests
  }
  const anchored: AnchorReply = { status: 'anchored', signature: 'sig', slot: 7 }
  const grow = async () => audit(await submitHonest(node, 1))

  test('posts the checkpoint that is published', async () => {
    await grow()
    const [request, ...more] = await anchor(anchored, 1_700_000_000_000)
    expect(more).toEqual([])
    expect(request).toMatchObject({ origin: env.LOG_ORIGIN, size: await logSize() })
    expect(request?.checkpoint.split('\n').slice(0, 3)).toEqual([
      env.LOG_ORIGIN,
      String(request?.size),
      request?.root,
    ])
    expect(await latestAnchor(env.CATALOG, env.LOG_ORIGIN)).toEqual({
      ...{ origin: env.LOG_ORIGIN, size: request?.size, root: request?.root },
      ...{ signature: 'sig', slot: 7, anchoredAtMs: 1_700_000_000_000 },
    })
  })
  test('posts a size once', async () => {
    await grow()
    expect(await anchor(anchored)).toHaveLength(1)
    expect(await anchor(anchored)).toEqual([])
  })
  test('asks again for what is pending', async () => {
    await grow()
    const [first] = await anchor({ status: 'pending' })
    const [again] = await anchor({ status: 'pending' })
    expect(again).toEqual(first)
    expect((await latestAnchor(env.CATALOG, env.LOG_ORIGIN))?.size).not.toBe(first?.size)
  })
  test('records an anchor that the chain takes a while over, though the log grew meanwhile', async () => {
    await grow()
    const sizes: number[] = []
    const world = withTreasury({
      anchor: async ({ size }) => {
        sizes.push(size)
        if (sizes.length === 1) await grow()
        return sizes.length < 4 ? { status: 'pending' } : anchored
      },
    })
    await runCron(ANCHOR, world, Date.now())
    expect(new Set(sizes).size).toBe(1)
    expect(await latestAnchor(env.CATALOG, env.LOG_ORIGIN)).toMatchObject({ size: sizes[0] })
  })
  test('leaves an anchor that stays pending to its next run', async () => {
    await grow()
    expect(await anchor({ status: 'pending' })).toHaveLength(ASKS_MAX)
  })
  test('fails loudly when the treasury refuses, and asks again', async () => {
    await grow()
    const refused: AnchorReply = { status: 'refused', code: 'ANCHOR_CONFLICT', context: {} }
    const fault = await anchor(refused).catch((error: Error) => error.message)
    expect(fault).toContain('ANCHOR_CONFLICT')
    expect(await anchor(anchored)).toHaveLength(1)
  })
})

describe('the cron that sweeps objects', () => {
  const EIGHT_DAYS_MS = 8 * 24 * 3_600_000
  const sweep = (atMs: number) => runCron('17 3 * * *', env, atMs)

  async function uploaded(): Promise<{ readonly lease: Lease; readonly packed: Packed }> {
    const lease = await leaseAs(node, 1)
    const packed = pack(lease, generateAssets(lease))
    const { shard, manifest } = commitOf(lease, packed)
    const path = `${leasePath(lease)}/uploads`
    await callAs(node, { method: 'POST', path, body: { shard, manifest } })
    await store(lease, packed)
    return { lease, packed }
  }
  const stored = async ({ batchId, leaseId }: Lease) =>
    Promise.all(
      [shardKey, manifestKey].map(async (keyOf) => {
        return (await env.GEOMETRY.head(keyOf(batchId, leaseId))) !== null
      }),
    )

  test('deletes what was uploaded under a lease that expired long ago', async () => {
    const { lease } = await uploaded()
    await sweep(Date.now() + EIGHT_DAYS_MS)
    expect(await stored(lease)).toEqual([true, true])
    await workQueue(env).expire(lease.expiresAtMs)
    await sweep(Date.now())
    expect(await stored(lease)).toEqual([true, true])
    await sweep(Date.now() + EIGHT_DAYS_MS)
    expect(await stored(lease)).toEqual([false, false])
  })
  test('keeps what was accepted, and deletes what was rejected', async () => {
    const good = await uploaded()
    await submit(node, good.lease, good.packed)
    await audit(good.lease)
    const bad = await uploaded()
    await submit(node, bad.lease, { ...bad.packed, root: '00'.repeat(32) })
    await audit(bad.lease)
    await sweep(Date.now() + EIGHT_DAYS_MS)
    expect(await stored(good.lease)).toEqual([true, true])
    expect(await stored(bad.lease)).toEqual([false, false])
  })
  test('asks for each lease once', async () => {
    await uploaded()
    const afterMs = Date.now() + EIGHT_DAYS_MS
    await workQueue(env).expire(afterMs)
    await sweep(2 * afterMs)
    expect(await workQueue(env).listAbandoned(2 * afterMs, 10)).toEqual([])
  })
})

test('a cron that no job is bound to throws', async () => {
  const { cron, scheduledTime } = createScheduledController({ cron: '5 4 * * *' })
  const fault = await runCron(cron, env, scheduledTime).catch((error: Error) => error.message)
  expect(fault).toContain('5 4 * * *')
})
