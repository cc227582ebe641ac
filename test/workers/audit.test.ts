import { evictAllDurableObjects } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, test } from 'vitest'
import { findSubmission } from '../../d1/submissions.ts'
import { parseEntry } from '../../domain/log/entry.ts'
import { parseProofFile } from '../../domain/log/proof-file.ts'
import { shardOf } from '../../durable-objects/first-upload-index.ts'
import type { GeneratedAsset } from '../../generator/generator.ts'
import type { Lease } from '../../workers/oracle/schema.ts'
import { findFirstUpload } from '../../workers/provenance/first-uploads.ts'
import { provenanceLogOf } from '../../workers/provenance/log.ts'
import { audit, logSize } from '../fixtures-audit.ts'
import {
  generateAssets,
  leaseAs,
  type Packed,
  pack,
  receiptsOf,
  stateOf,
  submit,
} from '../fixtures-batch.ts'
import { registeredNode, type TestNode } from '../fixtures-node.ts'

const COUNT = 3

let node: TestNode
let lease: Lease
let made: GeneratedAsset[]
let packed: Packed
beforeEach(async () => {
  node = await registeredNode()
  lease = await leaseAs(node, COUNT)
  made = generateAssets(lease)
  packed = pack(lease, made)
})

describe('the audit of an honest batch', () => {
  test('waits for its message', async () => {
    await submit(node, lease, packed)
    expect(await stateOf(node, lease)).toMatchObject({ status: 'committed', reexecuted: 0 })
  })
  test('accepts it, registers it and orders its cNFTs', async () => {
    const before = await logSize()
    await submit(node, lease, packed)
    expect(await audit(lease)).toEqual([{ leaseId: lease.leaseId }])
    expect(await stateOf(node, lease)).toMatchObject({
      ...{ status: 'registered', rule: null, assets: COUNT, reexecuted: COUNT },
      ...{ duplicates: 0, firstLogIndex: before, minted: 0 },
    })
  })
  test('makes the log grow by its assets', async () => {
    const before = await logSize()
    await submit(node, lease, packed)
    await audit(lease)
    expect(await logSize()).toBe(before + COUNT)
  })
  test('gives every asset a receipt with its log index', async () => {
    const before = await logSize()
    await submit(node, lease, packed)
    await audit(lease)
    expect(await receiptsOf(node, lease)).toEqual(
      packed.manifest.assets.map(({ index, sha256 }) => ({
        ...{ index, sha256, logIndex: before + index, duplicate: false, cnft: null },
      })),
    )
  })
  test('writes entries that name hash, uploader, node, batch, index and time', async () => {
    const before = await logSize()
    await submit(node, lease, packed)
    await audit(lease)
    const proof = await provenanceLogOf(env).proof(before + 1)
    if (proof.status !== 'found') throw new Error(proof.status)
    const row = await findSubmission(env.CATALOG, lease.leaseId)
    expect(parseEntry(parseProofFile(proof.text)?.extra ?? new Uint8Array())).toEqual({
      ...{ v: 1, kind: 'generated', sha256: packed.manifest.assets[1]?.sha256 },
      ...{ uploader: node.wallet, node: node.id, batch: lease.batchId, index: 1 },
      ...{ generator: lease.generator, timeMs: row?.decidedAtMs },
    })
  })
  test('makes every hash findable with its log index', async () => {
    const before = await logSize()
    await submit(node, lease, packed)
    await audit(lease)
    for (const { sha256, index } of packed.manifest.assets) {
      expect(await findFirstUpload(env, sha256)).toEqual({
        claimId: `${lease.batchId}/${index}`,
        logIndex: before + index,
      })
    }
  })
  test('lets the next lease of the node grow', async () => {
    await submit(node, lease, packed)
    await audit(lease)
    expect(await leaseAs(node, 256)).toMatchObject({ count: 64 })
  })
  test('draws its challenge after the commit, and once', async () => {
    await submit(node, lease, packed)
    const challenge = async () => (await findSubmission(env.CATALOG, lease.leaseId))?.challenge
    expect(await challenge()).toBeNull()
    await audit(lease)
    const drawn = await challenge()
    await audit(lease)
    expect(drawn).toMatch(/^[0-9a-f]{64}$/)
    expect(await challenge()).toBe(drawn)
  })
})

test('an audit repeated ten times changes nothing but orders the cNFTs again', async () => {
  await submit(node, lease, packed)
  await audit(lease)
  const outcome = async () => [
    await findSubmission(env.CATALOG, lease.leaseId),
    await receiptsOf(node, lease),
    await logSize(),
  ]
  const first = await outcome()
  for (let i = 0; i < 10; i += 1) expect(await audit(lease)).toHaveLength(1)
  expect(await outcome()).toEqual(first)
})

test('the eviction of every object between any two steps loses nothing', async () => {
  const before = await logSize()
  await evictAllDurableObjects()
  await submit(node, lease, packed)
  await evictAllDurableObjects()
  await audit(lease)
  await evictAllDurableObjects()
  await audit(lease)
  await evictAllDurableObjects()
  expect(await stateOf(node, lease)).toMatchObject({ status: 'registered', firstLogIndex: before })
  expect(await logSize()).toBe(before + COUNT)
})

test('audits of one batch that run at once register it once', async () => {
  const before = await logSize()
  await submit(node, lease, packed)
  await Promise.all([audit(lease), audit(lease), audit(lease)])
  expect(await logSize()).toBe(before + COUNT)
  expect(await stateOf(node, lease)).toMatchObject({ status: 'registered', firstLogIndex: before })
})

test('batches that are audited at once get indexes that do not overlap', async () => {
  const before = await logSize()
  await submit(node, lease, packed)
  const leases = [lease]
  for (let i = 0; i < 3; i += 1) {
    const other = await registeredNode()
    const next = await leaseAs(other, 2)
    await submit(other, next, pack(next, generateAssets(next)))
    leases.push(next)
  }
  await Promise.all(leases.map((each) => audit(each)))
  const rows = await Promise.all(leases.map((each) => findSubmission(env.CATALOG, each.leaseId)))
  const taken = rows.flatMap((row) =>
    Array.from({ length: row?.assetCount ?? 0 }, (_, i) => (row?.firstLogIndex ?? 0) + i),
  )
  expect(taken.sort((a, b) => a - b)).toEqual(
    Array.from({ length: COUNT + 6 }, (_, i) => before + i),
  )
})

describe('a hash that is registered already', () => {
  /** Claims hashes of the batch under the name of an earlier asset. */
  async function claimEarlier(indexes: readonly number[]): Promise<void> {
    for (const index of indexes) {
      const sha256 = packed.manifest.assets[index]?.sha256
      if (sha256 === undefined) throw new Error(`no asset ${index}`)
      const claim = { sha256, claimId: `batch_999999/${index}` }
      await env.FIRST_UPLOAD_INDEX.getByName(shardOf(sha256)).claim([claim])
    }
  }

  test('makes its asset a duplicate without a log index', async () => {
    const before = await logSize()
    await claimEarlier([1])
    await submit(node, lease, packed)
    await audit(lease)
    expect(await receiptsOf(node, lease)).toMatchObject([
      { index: 0, logIndex: before, duplicate: false },
      { index: 1, logIndex: null, duplicate: true },
      { index: 2, logIndex: before + 1, duplicate: false },
    ])
    expect(await stateOf(node, lease)).toMatchObject({ duplicates: 1, firstLogIndex: before })
    expect(await logSize()).toBe(before + COUNT - 1)
  })
  test('stays with its first uploader', async () => {
    await claimEarlier([1])
    await submit(node, lease, packed)
    await audit(lease)
    const sha256 = packed.manifest.assets[1]?.sha256
    expect(sha256 && (await findFirstUpload(env, sha256))).toEqual({ claimId: 'batch_999999/1' })
  })
  test('leaves the log as it is when all of a batch are', async () => {
    const before = await logSize()
    await claimEarlier([0, 1, 2])
    await submit(node, lease, packed)
    await audit(lease)
    expect(await logSize()).toBe(before)
    expect(await stateOf(node, lease)).toMatchObject({
      ...{ status: 'registered', duplicates: COUNT, firstLogIndex: null },
    })
  })
})

test('a batch that is in the log with other entries is a fault and is not registered', async () => {
  await provenanceLogOf(env).append({ id: lease.batchId, entries: [new Uint8Array([1])] })
  await submit(node, lease, packed)
  await expect(audit(lease)).rejects.toThrow('with other entries')
  expect(await stateOf(node, lease)).toMatchObject({ status: 'accepted', firstLogIndex: null })
})

test('an audit of no known submission is a fault', async () => {
  await expect(audit(lease)).rejects.toThrow(lease.leaseId)
})
