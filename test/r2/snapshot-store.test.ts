import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import type { Sha256Hex } from '../../domain/ids.ts'
import {
  buildPrefix,
  chunkKey,
  formatRecord,
  partKey,
  readChunk,
  readObject,
  readRecord,
  recordKey,
  scatterKey,
  stateKey,
  stepKey,
} from '../../r2/snapshot-store.ts'
import { syntheticSnapshot } from '../fixtures-snapshot.ts'

const sha256 = 'ab'.repeat(32) as Sha256Hex
const failureOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(null, (error: unknown) => error)

describe('keys of snapshots', () => {
  test('of files name their content and come in the order of the log', () => {
    expect(chunkKey(7, sha256)).toBe(`datasets/chunks/000007-${sha256}.bin`)
    expect(partKey({ family: 'chair', quality: 'high', sha256 }, 16_384)).toBe(
      `datasets/parts/family=chair/quality=high/000000016384-${sha256}.parquet`,
    )
    expect(chunkKey(9, sha256) < chunkKey(10, sha256)).toBe(true)
  })
  test('keep the name of a family within its folder', () => {
    const key = partKey({ family: '../a/b=c d', quality: 'low', sha256 }, 0)
    expect(key.split('/')).toHaveLength(5)
    expect(decodeURIComponent(key.split('/')[2] ?? '')).toBe('family=../a/b=c d')
  })
  test('of what only a build needs lie below its prefix, and nothing else does', () => {
    const prefix = buildPrefix('1.2.0')
    expect(stepKey('1.2.0', 3).startsWith(prefix)).toBe(true)
    expect(scatterKey('1.2.0', 3, sha256).startsWith(prefix)).toBe(true)
    for (const key of [recordKey('1.2.0'), stateKey('1.2.0'), stepKey('1.2.1', 0)]) {
      expect(key.startsWith(prefix)).toBe(false)
    }
  })
})

describe('stored snapshots', () => {
  test('are read as they were stored', async () => {
    const { record, row } = await syntheticSnapshot([{}, {}])
    expect(await readRecord(env.GEOMETRY, row.recordKey)).toEqual(record)
    expect(await readObject(env.GEOMETRY, row.recordKey)).toEqual(formatRecord(record))
    const range = { offset: 1, length: 9 }
    const part = await readObject(env.GEOMETRY, row.recordKey, range)
    expect(new TextDecoder().decode(part)).toBe('"dataset"')
  })
  test('that are missing are an outage', async () => {
    for (const call of [readRecord, readChunk, readObject]) {
      const failed = await failureOf(call(env.GEOMETRY, 'datasets/none'))
      expect(failed).toMatchObject({ message: 'object datasets/none is missing' })
    }
  })
  test('that are cut off are an outage', async () => {
    const { record } = await syntheticSnapshot([{}, {}], { version: '1.1.0' })
    const key = record.chunks[0]?.key ?? ''
    const bytes = await readObject(env.GEOMETRY, key)
    await env.GEOMETRY.put('datasets/cut', bytes.subarray(0, bytes.length - 1))
    const failed = await failureOf(readChunk(env.GEOMETRY, 'datasets/cut'))
    expect(failed).toMatchObject({ message: 'chunk datasets/cut is malformed: rows' })
  })
})
