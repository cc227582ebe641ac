import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { rowsOf } from '../../domain/dataset/chunk.ts'
import { readChunk } from '../../r2/snapshot-store.ts'
import { publishBatches } from '../fixtures-snapshot.ts'

test('publishes every registered asset once', async () => {
  const { record, row, leases } = await publishBatches([3, 4])
  expect(row).toMatchObject({ version: '1.0.0', assetCount: 7, logSize: 7 })
  const chunk = await readChunk(env.GEOMETRY, record.chunks[0]?.key ?? '')
  expect([...rowsOf(chunk)].map(({ row }) => row.logIndex)).toEqual([0, 1, 2, 3, 4, 5, 6])
  expect(chunk.batches.map(({ leaseId }) => leaseId)).toEqual(leases.map(({ leaseId }) => leaseId))
  expect(record.parts.reduce((sum, { rows }) => sum + rows, 0)).toBe(7)
})
