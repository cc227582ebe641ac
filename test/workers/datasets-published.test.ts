import { env } from 'cloudflare:workers'
import { asyncBufferFromUrl, parquetReadObjects } from 'hyparquet'
import { beforeAll, describe, expect, test } from 'vitest'
import { parseChunk, rowsOf } from '../../domain/dataset/chunk.ts'
import { decodeUtf8, readChunk } from '../../r2/snapshot-store.ts'
import type { CountAnswer, DatasetDetail, SampleAsset } from '../../workers/datasets/schema.ts'
import { send, urlOf } from '../fixtures-node.ts'
import { type PublishedBatches, publishBatches } from '../fixtures-snapshot.ts'

const read = async <T>(path: string): Promise<T> => (await send(new Request(urlOf(path)))).json<T>()

let published: PublishedBatches
let detail: DatasetDetail
beforeAll(async () => {
  published = await publishBatches([3, 4])
  detail = await read<DatasetDetail>('/v1/datasets/latest')
})

describe('a version that was built from registered batches', () => {
  test('has Parquet that readers of ranges open by its URL', async () => {
    const asked: string[] = []
    const found: { log_index: number | bigint }[] = []
    for (const { url, rows } of detail.files.parts) {
      const file = await asyncBufferFromUrl({
        url,
        fetch: (input, init) => {
          const request = new Request(String(input), init as RequestInit)
          asked.push(`${request.method} ${request.headers.get('range')?.split('=')[0]}`)
          return send(request)
        },
      })
      const objects = (await parquetReadObjects({ file })) as typeof found
      expect(objects).toHaveLength(rows)
      found.push(...objects)
    }
    const indexes = found.map(({ log_index }) => Number(log_index)).sort((a, b) => a - b)
    expect(indexes).toEqual(Array.from({ length: detail.count }, (_, index) => index))
    expect(new Set(asked)).toEqual(new Set(['HEAD undefined', 'GET bytes']))
  })

  test('has chunks whose rows are those that are counted', async () => {
    const [chunk] = detail.files.chunks
    const bytes = await (await send(new Request(chunk?.url ?? ''))).bytes()
    const parsed = parseChunk(bytes, decodeUtf8)
    if (parsed.status === 'malformed') throw new Error(parsed.issue)
    const rows = [...rowsOf(parsed.chunk)]
    const answer = await read<CountAnswer>('/v1/datasets/latest/count?nsfw=include')
    expect(answer.count).toBe(rows.length)
    expect(answer.bytes).toBe(rows.reduce((sum, { row }) => sum + row.span, 0))
    expect(await readChunk(env.GEOMETRY, chunk?.key ?? '')).toEqual(parsed.chunk)
  })

  test('shows samples whose previews and pictures can be fetched', async () => {
    const { samples } = await read<CountAnswer>('/v1/datasets/latest/count')
    expect(samples).toHaveLength(7)
    const [{ previewUrl, pictureUrl }] = samples as [SampleAsset]
    for (const [path, type] of [
      [previewUrl, 'model/gltf-binary'],
      [pictureUrl, 'image/png'],
    ] as const) {
      const response = await send(new Request(urlOf(path)))
      await response.bytes()
      expect([response.status, response.headers.get('content-type')]).toEqual([200, type])
    }
  })

  test('has a Croissant document that names its files', async () => {
    const response = await send(new Request(urlOf('/v1/datasets/latest/croissant.json')))
    expect(response.headers.get('content-type')).toContain('application/ld+json')
    const text = await response.text()
    expect(JSON.parse(text)).toMatchObject({ version: published.row.version })
    for (const { url } of detail.files.parts) expect(text).toContain(JSON.stringify(url))
  })
})
