import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { addAnchor, latestAnchor } from '../../d1/anchors.ts'
import { decide, markMinted, markRegistered } from '../../d1/submissions.ts'
import { readRejections, readTotals } from '../../d1/totals.ts'
import type { Verdict } from '../../domain/audit/rules.ts'
import { addSome } from '../fixtures-catalog.ts'

const catalog = env.CATALOG
const ACCEPTED: Verdict = { status: 'accepted', reexecuted: 1 }

test('an empty catalog has totals of zero', async () => {
  expect(await readTotals(catalog)).toEqual({
    ...{ batches: 0, accepted: 0, rejected: 0, pending: 0, duplicates: 0 },
    ...{ minted: 0, mintTransactions: 0 },
  })
  expect(await readRejections(catalog)).toEqual({})
})

test('totals add up assets by outcome', async () => {
  await addSome({ assetCount: 1 })
  const accepted = await addSome({ assetCount: 2 })
  await decide(catalog, accepted.leaseId, ACCEPTED, 5)
  const registered = await addSome({ assetCount: 4 })
  await decide(catalog, registered.leaseId, ACCEPTED, 5)
  await markRegistered(catalog, registered.leaseId, { firstLogIndex: 0, duplicates: 1 })
  const minted = await addSome({ assetCount: 8 })
  await decide(catalog, minted.leaseId, ACCEPTED, 5)
  await markRegistered(catalog, minted.leaseId, { firstLogIndex: 3, duplicates: 2 })
  await markMinted(catalog, minted.leaseId, { minted: 6, mintTransactions: 2 })
  for (const rule of ['ROOT_MISMATCH', 'ROOT_MISMATCH', 'SHARD_TRUNCATED'] as const) {
    const rejected = await addSome({ assetCount: 16 })
    await decide(catalog, rejected.leaseId, { status: 'rejected', rule, index: null }, 5)
  }
  expect(await readTotals(catalog)).toEqual({
    ...{ batches: 7, accepted: 4 - 1 + 8 - 2, rejected: 48, pending: 3, duplicates: 3 },
    ...{ minted: 6, mintTransactions: 2 },
  })
  expect(await readRejections(catalog)).toEqual({ ROOT_MISMATCH: 2, SHARD_TRUNCATED: 1 })
})

test('the latest anchor is the largest of its origin, and the first for its size', async () => {
  const anchor = { root: 'r', signature: 's', slot: 1, anchoredAtMs: 1 }
  for (const size of [5, 9, 7]) await addAnchor(catalog, { origin: 'a', size, ...anchor })
  await addAnchor(catalog, { origin: 'b', size: 20, ...anchor })
  await addAnchor(catalog, { origin: 'a', size: 9, ...anchor, signature: 'other' })
  expect(await latestAnchor(catalog, 'a')).toEqual({ origin: 'a', size: 9, ...anchor })
  expect(await latestAnchor(catalog, 'c')).toBeUndefined()
})
