import { env } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { expect, test } from 'vitest'
import { cubePage, sample } from '../../d1/licensing-schema.ts'
import { addBuilding, findSnapshot, listSnapshots } from '../../d1/snapshots.ts'
import { CHUNK_ROWS, rowsOf } from '../../domain/dataset/chunk.ts'
import { parseCells } from '../../domain/dataset/cube.ts'
import { readChunk } from '../../r2/snapshot-store.ts'
import { loadSnapshot } from '../../workers/snapshots/load.ts'
import { syntheticSnapshot } from '../fixtures-snapshot.ts'

test('is not ready while no version is published', async () => {
  await addBuilding(env.CATALOG, { version: '0.1.0', startedAtMs: 1, logSize: 1 })
  const refused = await loadSnapshot(env).then(null, (error: unknown) => error)
  expect(refused).toMatchObject({ code: 'SNAPSHOT_NOT_READY' })
  const unknown = await loadSnapshot(env, '0.1.0').then(null, (error: unknown) => error)
  expect(unknown).toMatchObject({ code: 'SNAPSHOT_UNKNOWN', context: { version: '0.1.0' } })
  await env.CATALOG.exec('DELETE FROM snapshot')
})

test('finds the version that is named, and the latest where none is', async () => {
  const first = await syntheticSnapshot([{}, { family: 'table' }], { version: '1.9.0' })
  const second = await syntheticSnapshot([{}, {}, {}], { version: '1.10.0', parent: '1.9.0' })
  expect(await loadSnapshot(env)).toEqual(second)
  expect(await loadSnapshot(env, '1.9.0')).toEqual(first)
  expect(await findSnapshot(env.CATALOG, '2.0.0')).toBeUndefined()
  const versions = (await listSnapshots(env.CATALOG, 10)).map(({ version }) => version)
  expect(versions).toEqual(['1.10.0', '1.9.0'])
})

test('answers what was published: rows, cubes and samples', async () => {
  const { record, row } = await syntheticSnapshot(
    Array.from({ length: CHUNK_ROWS + 10 }, (_, i) => ({ tags: i % 2 === 0 ? ['even'] : [] })),
    { version: '2.0.0' },
  )
  expect(record.chunks.map(({ rows }) => rows)).toEqual([CHUNK_ROWS, 10])
  expect(row).toMatchObject({ assetCount: CHUNK_ROWS + 10, root: record.root })
  const last = await readChunk(env.GEOMETRY, record.chunks.at(-1)?.key ?? '')
  expect([...rowsOf(last)].map(({ row }) => row.logIndex)).toEqual(
    Array.from({ length: 10 }, (_, i) => CHUNK_ROWS + i),
  )
  const db = drizzle(env.CATALOG)
  const pages = await db.select().from(cubePage).where(eq(cubePage.version, '2.0.0'))
  const totals = pages.map(({ tag, cells }) => [
    tag,
    parseCells([cells]).counts.reduce((sum, count) => sum + count, 0),
  ])
  expect(totals).toEqual([
    ['', CHUNK_ROWS + 10],
    ['even', CHUNK_ROWS / 2 + 5],
  ])
  const samples = await db.select().from(sample).where(eq(sample.version, '2.0.0'))
  expect(samples[2]).toMatchObject({ logIndex: 2, family: 'chair', tags: '["even"]' })
  const found = await env.CATALOG.prepare(
    `SELECT count(*) AS n FROM sample_text WHERE sample_text MATCH 'even'`,
  ).first('n')
  expect(found).toBe(500)
})
