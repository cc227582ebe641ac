import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import {
  addSubmission,
  decide,
  findByLogIndex,
  findSubmission,
  fixChallenge,
  listLatest,
  listUnfinished,
  markMinted,
  markRegistered,
  markResent,
  type NewSubmission,
  viewsOf,
} from '../../d1/submissions.ts'
import type { Verdict } from '../../domain/audit/rules.ts'
import { addSome, submissionRow } from '../fixtures-catalog.ts'
import { someLeaseId } from '../fixtures-queue.ts'

const catalog = env.CATALOG
const ACCEPTED: Verdict = { status: 'accepted', reexecuted: 4 }
const REJECTED: Verdict = { status: 'rejected', rule: 'ROOT_MISMATCH', index: null }

const row = (leaseId: NewSubmission['leaseId']) => findSubmission(catalog, leaseId)
const messageOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'done',
    (error: Error) => `${error.message} ${String(error.cause)}`,
  )

async function registered(firstLogIndex: number, assetCount = 4, duplicates = 0) {
  const added = await addSome({ assetCount })
  await decide(catalog, added.leaseId, ACCEPTED, 5)
  await markRegistered(catalog, added.leaseId, { firstLogIndex, duplicates })
  return added
}

describe('a submission', () => {
  test('is committed when it is added', async () => {
    const added = await addSome()
    expect(await row(added.leaseId)).toEqual({
      ...added,
      ...{ status: 'committed', challenge: null, decidedAtMs: null, rule: null, ruleIndex: null },
      ...{
        resentAtMs: 0,
        reexecuted: 0,
        duplicates: 0,
        firstLogIndex: null,
        minted: 0,
        mintTransactions: 0,
      },
    })
  })
  test('stays as it is when it is added again', async () => {
    const added = await addSome()
    const before = await row(added.leaseId)
    await addSubmission(catalog, { ...added, root: '00'.repeat(32), committedAtMs: 9 })
    expect(await row(added.leaseId)).toEqual(before)
  })
  test('needs a node that is registered', async () => {
    expect(await messageOf(addSubmission(catalog, submissionRow()))).toContain('FOREIGN KEY')
  })
  test.each<Partial<NewSubmission>>([
    { assetCount: 0 },
    { grid: 0 },
    { shardBytes: 0 },
    { manifestBytes: 0 },
    { batchNumber: -1 },
    { root: 'ab' },
  ])('with %j is refused by the table', async (changes) => {
    expect(await messageOf(addSome(changes))).toContain('CHECK')
  })
  test('is undefined where there is none', async () => {
    expect(await row(someLeaseId())).toBeUndefined()
  })
})

describe('fixChallenge', () => {
  test('keeps the first challenge, also of several at once', async () => {
    const { leaseId } = await addSome()
    const drawn = ['11', '22', '33'].map((byte) => byte.repeat(32))
    const fixed = await Promise.all(drawn.map((each) => fixChallenge(catalog, leaseId, each)))
    expect(new Set(fixed).size).toBe(1)
    expect(await fixChallenge(catalog, leaseId, '44'.repeat(32))).toBe(fixed[0])
  })
  test('throws where there is no submission', async () => {
    expect(await messageOf(fixChallenge(catalog, someLeaseId(), '11'.repeat(32)))).toContain(
      'no challenge',
    )
  })
})

describe('decide', () => {
  test('records an acceptance', async () => {
    const { leaseId } = await addSome()
    await decide(catalog, leaseId, ACCEPTED, 5)
    expect(await row(leaseId)).toMatchObject({ status: 'accepted', reexecuted: 4, decidedAtMs: 5 })
  })
  test('records a rejection with its rule and index', async () => {
    const { leaseId } = await addSome()
    await decide(catalog, leaseId, { ...REJECTED, index: 3 }, 5)
    expect(await row(leaseId)).toMatchObject({
      ...{ status: 'rejected', rule: 'ROOT_MISMATCH', ruleIndex: 3, decidedAtMs: 5 },
    })
  })
  test.each([
    [ACCEPTED, REJECTED],
    [REJECTED, ACCEPTED],
  ])('lets the first of two verdicts stand', async (first, second) => {
    const { leaseId } = await addSome()
    await decide(catalog, leaseId, first, 5)
    const before = await row(leaseId)
    await decide(catalog, leaseId, second, 6)
    expect(await row(leaseId)).toEqual(before)
  })
  test('accepts a batch number once, whoever had it before', async () => {
    const first = await addSome()
    const second = await addSome({ batchNumber: first.batchNumber })
    await decide(catalog, first.leaseId, ACCEPTED, 5)
    expect(await messageOf(decide(catalog, second.leaseId, ACCEPTED, 6))).toContain('UNIQUE')
    expect(await row(second.leaseId)).toMatchObject({ status: 'committed' })
  })
})

describe('the way of a submission', () => {
  test('leads from accepted to registered to minted', async () => {
    const { leaseId } = await registered(700)
    await markMinted(catalog, leaseId, { minted: 4, mintTransactions: 1 })
    expect(await row(leaseId)).toMatchObject({ status: 'minted', minted: 4, mintTransactions: 1 })
  })
  test('leaves no step out', async () => {
    const { leaseId } = await addSome()
    await markRegistered(catalog, leaseId, { firstLogIndex: 1, duplicates: 0 })
    await markMinted(catalog, leaseId, { minted: 4, mintTransactions: 1 })
    expect(await row(leaseId)).toMatchObject({
      status: 'committed',
      firstLogIndex: null,
      minted: 0,
    })
  })
  test('leads no rejected batch into the log', async () => {
    const { leaseId } = await addSome()
    await decide(catalog, leaseId, REJECTED, 5)
    await markRegistered(catalog, leaseId, { firstLogIndex: 1, duplicates: 0 })
    expect(await row(leaseId)).toMatchObject({ status: 'rejected', firstLogIndex: null })
  })
  test('leads not back: a repeated registration of a minted batch changes nothing', async () => {
    const { leaseId } = await registered(800)
    await markMinted(catalog, leaseId, { minted: 4, mintTransactions: 1 })
    const before = await row(leaseId)
    await markRegistered(catalog, leaseId, { firstLogIndex: 900, duplicates: 1 })
    expect(await row(leaseId)).toEqual(before)
  })
})

describe('findByLogIndex', () => {
  test('finds the batch of an index from its first to its last asset', async () => {
    const { leaseId } = await registered(10_000, 4, 1)
    const found = async (index: number) => (await findByLogIndex(catalog, index))?.leaseId
    expect(await found(10_000)).toBe(leaseId)
    expect(await found(10_002)).toBe(leaseId)
    expect(await found(10_003)).toBeUndefined()
  })
  test('passes over batches that have no index of their own', async () => {
    const { leaseId } = await registered(20_000)
    const { leaseId: duplicate } = await addSome()
    await decide(catalog, duplicate, ACCEPTED, 5)
    await markRegistered(catalog, duplicate, { firstLogIndex: null, duplicates: 4 })
    expect((await findByLogIndex(catalog, 20_001))?.leaseId).toBe(leaseId)
  })
})

test('listLatest names registered and minted batches by log index, the latest first', async () => {
  const [one, two] = [await registered(50_000), await registered(50_004)]
  await markMinted(catalog, one.leaseId, { minted: 4, mintTransactions: 1 })
  const latest = await listLatest(catalog, 2)
  expect(latest.map(({ leaseId }) => leaseId)).toEqual([two.leaseId, one.leaseId])
})

test('listUnfinished names what waits, oldest first, up to a time and a number', async () => {
  await catalog.prepare(`UPDATE submission SET status = 'minted' WHERE status = 'registered'`).run()
  await catalog.prepare(`DELETE FROM submission WHERE status IN ('committed', 'accepted')`).run()
  const late = await addSome({ committedAtMs: 30 })
  const early = await addSome({ committedAtMs: 10 })
  const done = await addSome({ committedAtMs: 5 })
  await decide(catalog, done.leaseId, REJECTED, 6)
  const ids = async (beforeMs: number, rowsMax: number) =>
    (
      await listUnfinished(catalog, { committedBeforeMs: beforeMs, resentBeforeMs: 0, rowsMax })
    ).map(({ leaseId }) => leaseId)
  expect(await ids(30, 10)).toEqual([early.leaseId, late.leaseId])
  expect(await ids(29, 10)).toEqual([early.leaseId])
  expect(await ids(30, 1)).toEqual([early.leaseId])
})

test('listUnfinished lets those go first whose message was not sent again lately', async () => {
  await catalog.prepare(`DELETE FROM submission WHERE status IN ('committed', 'accepted')`).run()
  const stuck = await addSome({ committedAtMs: 1 })
  const next = await addSome({ committedAtMs: 2 })
  await markResent(catalog, stuck.leaseId, 100)
  const ids = async (resentBeforeMs: number, rowsMax: number) => {
    const unfinished = { committedBeforeMs: 10, resentBeforeMs, rowsMax }
    return (await listUnfinished(catalog, unfinished)).map(({ leaseId }) => leaseId)
  }
  expect(await ids(100, 1)).toEqual([next.leaseId])
  expect(await ids(100, 2)).toEqual([next.leaseId, stuck.leaseId])
  expect(await ids(99, 2)).toEqual([next.leaseId])
})

test('a submission keeps the views that its lease asked for', async () => {
  const views = { count: 4, size: 256 }
  const asked = await addSome({ viewCount: views.count, viewSize: views.size })
  const plain = await addSome()
  const stored = await Promise.all([asked, plain].map(({ leaseId }) => row(leaseId)))
  expect(stored.map((found) => found && viewsOf(found))).toEqual([views, null])
})
