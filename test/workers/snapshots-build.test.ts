import { env } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { parquetReadObjects } from 'hyparquet'
import { beforeAll, describe, expect, test } from 'vitest'
import { cubePage, sample } from '../../d1/licensing-schema.ts'
import { knownLogEnd } from '../../d1/registered-batches.ts'
import { findSnapshot } from '../../d1/snapshots.ts'
import { rowsOf } from '../../domain/dataset/chunk.ts'
import { parseCells } from '../../domain/dataset/cube.ts'
import { batchId } from '../../domain/ids.ts'
import { glbName } from '../../domain/shard/layout.ts'
import { TAR_BLOCK_BYTES, TAR_END } from '../../domain/shard/tar.ts'
import { shardKey } from '../../r2/geometry-keys.ts'
import { buildPrefix, readChunk } from '../../r2/snapshot-store.ts'
import type { Lease } from '../../workers/oracle/schema.ts'
import { claimUploads } from '../../workers/provenance/first-uploads.ts'
import { croissantDocument } from '../../workers/snapshots/croissant-document.ts'
import type { LoadedSnapshot } from '../../workers/snapshots/load.ts'
import { startBuild } from '../../workers/snapshots/start.ts'
import { croissantIssues } from '../domain/dataset/croissant-vocabulary.ts'
import { audit } from '../fixtures-audit.ts'
import { generateAssets, hashOf, leaseAs, pack, submit, withManifest } from '../fixtures-batch.ts'
import { registeredNode, type TestNode } from '../fixtures-node.ts'
import { publishBatches, publishRegistered, registerBatch } from '../fixtures-snapshot.ts'

const HONEST = 'piwa-procedural@2'

/** Registers a batch of which one asset has been uploaded by someone else before. */
async function registerWithDuplicate(node: TestNode): Promise<Lease> {
  const lease = await leaseAs(node, 3)
  const made = generateAssets(lease)
  const [, second] = made
  if (second === undefined) throw new Error('no second asset')
  await claimUploads(env, [{ sha256: hashOf(second.glb), claimId: 'batch_999/0' }])
  await submit(node, lease, pack(lease, made))
  await audit(lease)
  return lease
}

/** Commits a batch that its audit rejects. */
async function submitRejected(node: TestNode): Promise<Lease> {
  const lease = await leaseAs(node, 2)
  const packed = pack(lease, generateAssets(lease))
  const assets = packed.manifest.assets.map((asset) => ({ ...asset, triangles: 1 }))
  await submit(node, lease, withManifest(packed, { ...packed.manifest, assets } as never))
  await audit(lease)
  return lease
}

async function rowsIn({ record }: LoadedSnapshot) {
  const chunks = await Promise.all(record.chunks.map(({ key }) => readChunk(env.GEOMETRY, key)))
  return chunks.flatMap((chunk) => [...rowsOf(chunk)])
}

let node: TestNode
let first: LoadedSnapshot
let second: LoadedSnapshot
let duplicated: Lease
beforeAll(async () => {
  first = await publishBatches([3])
  node = await registeredNode()
  await submitRejected(node)
  duplicated = await registerWithDuplicate(node)
  await registerBatch(node, 2, { GENERATOR: 'piwa-procedural@1' })
  await registerBatch(node, 2, { VIEWS: '2', VIEW_SIZE: '64' })
  second = await publishRegistered()
})

describe('a version of what is registered', () => {
  test('has every asset once, but no duplicates and none of rejected batches', async () => {
    const rows = await rowsIn(second)
    expect(rows.map(({ row }) => row.logIndex)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
    expect(rows.slice(3, 5).map(({ row }) => row.index)).toEqual([0, 2])
    expect(new Set(rows.map(({ row }) => row.sha256)).size).toBe(9)
    expect(rows[3]?.batch).toMatchObject({ leaseId: duplicated.leaseId, count: 3, rows: 2 })
  })
  test('is minor where assets were only added', () => {
    expect(first.row).toMatchObject({ version: '1.0.0', assetCount: 3, logSize: 3 })
    expect(second.row).toMatchObject({ version: '1.1.0', assetCount: 9, logSize: 9 })
    expect(second.record).toMatchObject({ parent: '1.0.0', rows: 9, logOrigin: env.LOG_ORIGIN })
  })
  test('begins with the rows of the version before it', async () => {
    const before = (await rowsIn(first)).map(({ row }) => row)
    expect((await rowsIn(second)).slice(0, 3).map(({ row }) => row)).toEqual(before)
    expect(second.record.parts.slice(0, first.record.parts.length)).toEqual(first.record.parts)
  })
  test('says where each asset lies in its shard, header and end', async () => {
    for (const { batch, row } of await rowsIn(second)) {
      const key = shardKey(batchId(batch.batchNumber), batch.leaseId)
      const object = await env.GEOMETRY.get(key)
      const shard = new Uint8Array((await object?.arrayBuffer()) ?? new ArrayBuffer())
      expect(hashOf(shard)).toBe(batch.shardSha256)
      expect(hashOf(shard.subarray(row.offset, row.offset + row.bytes))).toBe(row.sha256)
      const start = row.offset - TAR_BLOCK_BYTES
      const nameAt = (at: number, name: string) =>
        new TextDecoder().decode(shard.subarray(at, at + name.length)) === name
      expect(nameAt(start, glbName(row.index))).toBe(true)
      const end = start + row.span
      const isLast = row.index === batch.count - 1
      expect(
        isLast ? end === shard.length - TAR_END.length : nameAt(end, glbName(row.index + 1)),
      ).toBe(true)
    }
  })
  test('takes in batches of the first generator, without tags and materials', async () => {
    const old = (await rowsIn(second)).filter(({ batch }) => batch.generator !== HONEST)
    expect(old.map(({ row }) => [row.logIndex, row.tags])).toEqual([
      [5, []],
      [6, []],
    ])
    const part = second.record.parts.find(({ key }) => key.includes('/000000000005-'))
    const object = await env.GEOMETRY.get(part?.key ?? '')
    const file = (await object?.arrayBuffer()) ?? new ArrayBuffer()
    const [asset] = await parquetReadObjects({ file })
    expect(asset).toMatchObject({
      ...{ generator: 'piwa-procedural@1', materials: null, tags: [], label_source: 'machine' },
      ...{ uploader: node.wallet, node: node.id, views_count: 0, grid: 64 },
    })
  })
  test('knows which batches have views', async () => {
    const withViews = (await rowsIn(second)).filter(({ batch }) => batch.views !== null)
    expect(withViews.map(({ row }) => row.logIndex)).toEqual([7, 8])
    expect(withViews[0]?.batch.views).toEqual({ count: 2, size: 64 })
  })
  test('has a cube whose counts and bytes are those of its rows', async () => {
    const rows = (await rowsIn(second)).map(({ row }) => row)
    const pages = await drizzle(env.CATALOG)
      .select()
      .from(cubePage)
      .where(eq(cubePage.version, '1.1.0'))
    const sums = (tag: string) => {
      const cube = parseCells(pages.filter((page) => page.tag === tag).map(({ cells }) => cells))
      const sum = (values: Iterable<number>) => [...values].reduce((total, one) => total + one, 0)
      return [sum(cube.counts), sum(cube.bytes)]
    }
    const spans = rows.reduce((sum, { span }) => sum + span, 0)
    expect(sums('')).toEqual([9, spans])
    expect(second.row.bytes).toBe(spans)
    for (const [place, tag] of second.record.tags.entries()) {
      expect(sums(tag)[0]).toBe(rows.filter(({ tags }) => tags.includes(place)).length)
    }
  })
  test('has samples that are found by their captions', async () => {
    const samples = await drizzle(env.CATALOG)
      .select()
      .from(sample)
      .where(eq(sample.version, '1.1.0'))
    expect(samples).toHaveLength(9)
    const [one] = samples
    const found = await env.CATALOG.prepare(
      'SELECT count(*) AS n FROM sample_text WHERE rowid = ? AND sample_text MATCH ?',
    )
      .bind(one?.id, `caption : "${one?.caption}"`)
      .first('n')
    expect(found).toBe(1)
  })
  test('is described by a valid Croissant document that names its files', async () => {
    const document = croissantDocument(env, second, Date.now())
    expect(croissantIssues(document)).toEqual([])
    const files = JSON.stringify(document.distribution)
    for (const { key, sha256 } of second.record.parts) {
      expect(files).toContain(`${env.PUBLIC_URL}/v1/datasets/files/${encodeURI(key)}`)
      expect(files).toContain(sha256)
    }
  })
  test('leaves nothing behind that only its build needed', async () => {
    const { objects } = await env.GEOMETRY.list({ prefix: buildPrefix('1.1.0') })
    expect(objects).toEqual([])
  })
  test('is the latest while nothing is new', async () => {
    expect(await startBuild(env, 1)).toEqual({ version: '1.1.0', status: 'published' })
  })
})

describe('what a version is made of', () => {
  test('ends before a batch that is in the log but not yet known here', async () => {
    const leases = [await registerBatch(node, 2), await registerBatch(node, 2)]
    const [late] = leases
    const columns = `status = 'accepted', first_log_index = NULL`
    const where = 'WHERE lease_id = ?'
    await env.CATALOG.prepare(`UPDATE submission SET ${columns} ${where}`).bind(late?.leaseId).run()
    expect(await knownLogEnd(env.CATALOG, 9)).toBe(9)
    expect(await startBuild(env, 1)).toMatchObject({ status: 'published' })

    await env.CATALOG.prepare(
      `UPDATE submission SET status = 'registered', first_log_index = 9 ${where}`,
    )
      .bind(late?.leaseId)
      .run()
    expect(await knownLogEnd(env.CATALOG, 9)).toBe(13)
    const { row } = await publishRegistered()
    expect(row).toMatchObject({ version: '1.2.0', assetCount: 13, logSize: 13 })
  })
  test('is taken anew, as a major version, where a batch was taken out', async () => {
    await env.CATALOG.prepare(
      `UPDATE submission SET status = 'rejected', rule = 'GENERATION' WHERE lease_id = ?`,
    )
      .bind(duplicated.leaseId)
      .run()
    const third = await publishRegistered()
    expect(third.row).toMatchObject({ version: '2.0.0', assetCount: 11, logSize: 13 })
    expect(third.record).toMatchObject({ parent: '1.2.0', rows: 11 })
    const indexes = (await rowsIn(third)).map(({ row }) => row.logIndex)
    expect(indexes).toEqual([0, 1, 2, 5, 6, 7, 8, 9, 10, 11, 12])
    // What was published before stays what it was.
    expect(await findSnapshot(env.CATALOG, '1.1.0')).toEqual(second.row)
    expect(await rowsIn(second)).toHaveLength(9)
  })
})
