import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { toHex } from '../../domain/bytes.ts'
import { partKey, recordKey, stateKey } from '../../r2/snapshot-store.ts'
import { sha256 } from '../../signing/sha256.ts'
import { readRange } from '../../workers/datasets/byte-range.ts'
import { fileUrl } from '../../workers/datasets/versions.ts'
import { refusalOf, refused, send, urlOf } from '../fixtures-node.ts'

const CONTENT = Uint8Array.from({ length: 1_000 }, (_, at) => at % 251)
const HASH = toHex(sha256(CONTENT)) as Parameters<typeof partKey>[0]['sha256']
const ETAG = `"${HASH}"`
const KEY = partKey({ family: 'arm chair/ü', quality: 'high', sha256: HASH }, 7)
const URL_OF_PART = fileUrl(env.PUBLIC_URL, KEY)
const CHUNK = `datasets/chunks/000000-${HASH}.bin`

const get = (headers: Record<string, string> = {}, method = 'GET'): Promise<Response> =>
  send(new Request(URL_OF_PART, { method, headers }))

beforeAll(async () => {
  const secret = ['shards/lease.tar', 'manifests/x.json', stateKey('1.0.0'), recordKey('1.0.0')]
  const odd = ['datasets/chunks/x.bin', `datasets/builds/1.0.0/scatter-000000-${HASH}.bin`]
  for (const key of [KEY, CHUNK, ...secret, ...odd]) await env.GEOMETRY.put(key, CONTENT)
})

describe('a public file of the dataset', () => {
  test('is sent whole, may be kept for good and says how long it is', async () => {
    const response = await get()
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      ...{ etag: ETAG, 'content-length': '1000', 'accept-ranges': 'bytes' },
      'content-type': 'application/vnd.apache.parquet',
      'cache-control': expect.stringContaining('immutable'),
      'access-control-allow-origin': '*',
    })
    expect(await response.bytes()).toEqual(CONTENT)
  })
  test('is a chunk of rows, too', async () => {
    const response = await send(new Request(fileUrl(env.PUBLIC_URL, CHUNK)))
    expect(await response.bytes()).toEqual(CONTENT)
  })
  test('tells its length without its bytes', async () => {
    const response = await get({}, 'HEAD')
    expect([response.status, response.headers.get('content-length')]).toEqual([200, '1000'])
    expect(response.headers.get('etag')).toBe(ETAG)
    expect(await response.bytes()).toHaveLength(0)
  })
  test.each([
    ['bytes=0-3', 0, 4],
    ['bytes=992-', 992, 1_000],
    ['bytes=-8', 992, 1_000],
    ['bytes=-5000', 0, 1_000],
    ['bytes=990-4000', 990, 1_000],
    ['bytes=0-0', 0, 1],
  ])('is sent in part for %s', async (range, from, to) => {
    const response = await get({ range })
    expect(response.status).toBe(206)
    expect(response.headers.get('content-range')).toBe(`bytes ${from}-${to - 1}/1000`)
    expect(response.headers.get('content-length')).toBe(String(to - from))
    expect(await response.bytes()).toEqual(CONTENT.slice(from, to))
  })
  test.each(['bytes=1000-', 'bytes=4000-5000', 'bytes=-0'])(
    'has no bytes for %s',
    async (range) => {
      const response = await get({ range })
      expect(response.headers.get('content-range')).toBe('bytes */1000')
      expect(await refusalOf(response)).toEqual(
        refused(416, 'RANGE_UNSATISFIABLE', { bytes: '1000' }),
      )
    },
  )
  test.each(['bytes=0-1,4-5', 'bytes=5-2', 'bytes=-', 'lines=0-3', 'bytes=a-b', 'x'])(
    'is sent whole for %s',
    async (range) => {
      const response = await get({ range })
      expect([response.status, (await response.bytes()).length]).toEqual([200, 1_000])
    },
  )
  test('is sent in part only if it is the file that the caller has', async () => {
    expect((await get({ range: 'bytes=0-3', 'if-range': ETAG })).status).toBe(206)
    expect((await get({ range: 'bytes=0-3', 'if-range': '"other"' })).status).toBe(200)
  })
  test('is not sent again to a caller who has it', async () => {
    expect((await get({ 'if-none-match': `"other", W/${ETAG}` })).status).toBe(304)
    expect((await get({ 'if-none-match': '"other"' })).status).toBe(200)
  })
  test('may be read in part by pages of other origins', async () => {
    const asked = {
      origin: 'https://example.com',
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'range',
    }
    const response = await get(asked, 'OPTIONS')
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-headers')).toContain('range')
    const exposed = (await get()).headers.get('access-control-expose-headers')
    expect(exposed).toContain('content-range')
  })
  test.each([
    ...['shards/lease.tar', 'manifests/x.json', 'datasets/states/1.0.0.bin', recordKey('1.0.0')],
    ...['datasets/chunks/x.bin', `datasets/builds/1.0.0/scatter-000000-${HASH}.bin`, ''],
    ...['datasets/../shards/lease.tar', 'datasets%2f..%2fshards%2flease.tar', '%ff'],
    ...[`datasets/chunks/000001-${HASH}.bin`, `${CHUNK}/../../../shards/lease.tar`],
    ...[`datasets/chunks/000000-${HASH}.bin%00`, `/datasets/chunks/000000-${HASH}.bin`],
  ])('is nothing else that the bucket holds: %s', async (path) => {
    const response = await send(new Request(urlOf(`/v1/datasets/files/${path}`)))
    expect(response.status).toBe(404)
    expect(['DATASET_FILE_UNKNOWN', 'ROUTE_NOT_FOUND']).toContain(
      (await refusalOf(response)).problem.code,
    )
  })
})

test('a range lies within the file whatever it says', () => {
  for (const header of ['bytes=3-', 'bytes=-3', 'bytes=0-999999999999999', 'bytes=5-5']) {
    const range = readRange(header, 6)
    if (range.status !== 'part') throw new Error(`${header} is ${range.status}`)
    expect(range.offset + range.length).toBeLessThanOrEqual(6)
  }
  expect(readRange('bytes=0-', 0)).toEqual({ status: 'unsatisfiable' })
})
