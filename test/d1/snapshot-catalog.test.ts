import { env } from 'cloudflare:workers'
import { and, eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { beforeAll, describe, expect, test } from 'vitest'
import { cubePage, sample } from '../../d1/licensing-schema.ts'
import { type NewSample, PAGE_CELLS, putCubes, putSamples } from '../../d1/snapshot-catalog.ts'
import { addBuilding, markPublished } from '../../d1/snapshots.ts'
import { type Cube, parseCells } from '../../domain/dataset/cube.ts'
import type { Sha256Hex } from '../../domain/ids.ts'

const version = '1.0.0'
const db = drizzle(env.CATALOG)
beforeAll(() => addBuilding(env.CATALOG, { version, startedAtMs: 1, logSize: 1 }))

const cubeOf = (cells: number, count = 1): Cube => ({
  facets: Uint32Array.from({ length: cells }, (_, i) => i),
  counts: new Uint32Array(cells).fill(count),
  bytes: new Float64Array(cells).fill(2 ** 40),
})

async function readCube(tag: string): Promise<Cube> {
  const pages = await db
    .select()
    .from(cubePage)
    .where(and(eq(cubePage.version, version), eq(cubePage.tag, tag)))
    .orderBy(cubePage.page)
  return parseCells(pages.map(({ cells }) => cells))
}

describe('cubes of a version', () => {
  test('are read as they were stored, however many tags and pages there are', async () => {
    const cubes = [
      ['', cubeOf(PAGE_CELLS * 5 + 1)],
      ...Array.from({ length: 120 }, (_, i) => [`tag ${i}`, cubeOf(i + 1)] as const),
    ] as const
    await putCubes(env.CATALOG, version, cubes)
    for (const [tag, cube] of [cubes[0], cubes[1], cubes[120]] as (typeof cubes)[number][]) {
      expect(await readCube(tag)).toEqual(cube)
    }
    expect(await db.$count(cubePage)).toBe(6 + 120)
  })
  test('that are stored again replace what was there', async () => {
    await putCubes(env.CATALOG, version, [['tag 0', cubeOf(1, 9)]])
    expect(await readCube('tag 0')).toEqual(cubeOf(1, 9))
    expect(await db.$count(cubePage)).toBe(6 + 120)
  })
})

describe('samples of a version', () => {
  const samples = Array.from(
    { length: 600 },
    (_, logIndex): NewSample => ({
      ...{ version, logIndex, sha256: String(logIndex).padStart(64, '0') as Sha256Hex },
      ...{ facets: 2 ** 32 - 1, family: 'chair', caption: `a "chair" – ${logIndex}` },
      ...{ tags: '["wood"]', triangles: 7, bytes: 9 },
    }),
  )
  test('are stored once, however often they are put', async () => {
    await putSamples(env.CATALOG, samples)
    await putSamples(env.CATALOG, samples)
    const rows = await db.select().from(sample).orderBy(sample.logIndex)
    expect(rows.map(({ id: _, ...row }) => row)).toEqual(samples)
    const found = `SELECT count(*) AS n FROM sample_text WHERE sample_text MATCH 'wood'`
    expect(await env.CATALOG.prepare(found).first('n')).toBe(600)
  })
  test('of none are nothing', async () => {
    await putSamples(env.CATALOG, [])
    expect(await db.$count(sample)).toBe(600)
  })
})

test('a version that is published stays as it was published', async () => {
  const publication = {
    ...{ publishedAtMs: 5, assetCount: 1, bytes: 1, root: 'aa'.repeat(32) as Sha256Hex },
    ...{ recordKey: 'key', recordSha256: 'bb'.repeat(32) as Sha256Hex },
  }
  await markPublished(env.CATALOG, version, publication)
  await markPublished(env.CATALOG, version, { ...publication, publishedAtMs: 9 })
  const row = await env.CATALOG.prepare('SELECT published_at_ms AS at FROM snapshot').first('at')
  expect(row).toBe(5)
})
