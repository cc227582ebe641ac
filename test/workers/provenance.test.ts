import { env, exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { toBase64 } from '../../domain/log/base64.ts'
import { parseProofFile } from '../../domain/log/proof-file.ts'
import { utf8Bytes } from '../../domain/log/utf8.ts'
import { createLogSigner } from '../../durable-objects/provenance-log-signer.ts'
import { readCheckpoint, rootOfEntries, rootOfTiles } from './independent-reader.ts'

const get = (path: string, headers: Record<string, string> = {}) =>
  exports.default.fetch(new Request(`http://127.0.0.1:8787${path}`, { headers }))
const log = () => env.PROVENANCE_LOG.getByName(env.LOG_SHARD)
const entry = (number: number) => utf8Bytes(`entry ${number} ${'.'.repeat(number % 7)}`)

const COUNTS = [100, 156, 256, 188] as const
const SIZE = 700

beforeAll(async () => {
  let next = 0
  for (const count of COUNTS) {
    const entries = Array.from({ length: count }, (_, i) => entry(next + i))
    await log().append({ id: `append-${next}`, entries })
    next += count
  }
})

async function verifierKey(): Promise<string> {
  return ((await (await get('/v1/log/head')).json()) as { verifierKey: string }).verifierKey
}

describe('a reader that shares no code with the log', () => {
  test('verifies the checkpoint and rebuilds its root from entries and from tiles', async () => {
    const { size, root } = await readCheckpoint(get, await verifierKey())
    expect(size).toBe(SIZE)
    const rebuilt = await rootOfEntries(get, size)
    expect(rebuilt.root).toBe(root)
    expect(rebuilt.entries.map((bytes) => bytes.toString())).toEqual(
      Array.from({ length: SIZE }, (_, i) => new TextDecoder().decode(entry(i))),
    )
    expect(await rootOfTiles(get, size)).toBe(root)
  })

  test('can still read every size that was published before', async () => {
    for (const size of [100, 256, 512, 700]) {
      expect(await rootOfTiles(get, size)).toBe((await rootOfEntries(get, size)).root)
    }
  })

  test('refuses the checkpoint under another key', async () => {
    const settings = { ...env, LOG_SIGNING_KEY: '03'.repeat(32) }
    const { verifierKey: other } = await createLogSigner(settings, env.LOG_SHARD)
    await expect(readCheckpoint(get, other)).rejects.toThrow('not signed by the key')
  })
})

describe('GET /log', () => {
  test('serves the checkpoint as text that is not kept', async () => {
    const response = await get('/log/checkpoint')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
  })

  test.each(['tile/0/000', 'tile/0/002.p/188', 'tile/1/000.p/2', 'tile/entries/001'])(
    'serves %s for good',
    async (path) => {
      const response = await get(`/log/${path}`)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toBe('application/octet-stream')
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      expect(response.headers.get('access-control-allow-origin')).toBe('*')
      await response.arrayBuffer()
    },
  )

  test('compresses entries for those who accept it', async () => {
    const response = await get('/log/tile/entries/000', { 'accept-encoding': 'gzip' })
    expect(response.headers.get('content-encoding')).toBe('gzip')
    const plain = await (await get('/log/tile/entries/000')).arrayBuffer()
    const packed = new Uint8Array(await response.arrayBuffer())
    const stream = new Response(packed).body?.pipeThrough(new DecompressionStream('gzip'))
    const opened = packed[0] === 0x1f ? await new Response(stream).arrayBuffer() : packed
    expect(new Uint8Array(opened)).toEqual(new Uint8Array(plain))
  })

  test('cuts a partial tile that is gone from its full one', async () => {
    const full = new Uint8Array(await (await get('/log/tile/0/000')).arrayBuffer())
    expect(await env.GEOMETRY.head(`log/${env.LOG_SHARD}/tile/0/000.p/100`)).toBeNull()
    const partial = await get('/log/tile/0/000.p/100')
    expect(new Uint8Array(await partial.arrayBuffer())).toEqual(full.slice(0, 3_200))
  })

  test.each([
    'tile/0/003',
    'tile/0/003.p/1',
    'tile/0/002.p/189',
    'tile/0/002',
    'tile/2/000.p/1',
    'tile/0/0',
    'tile/0/x000/000',
    'tile/entries/000.p/0',
    'checkpoint/',
    'anything',
    '',
  ])('refuses %j', async (path) => {
    const response = await get(`/log/${path}`)
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({
      code: 'LOG_RESOURCE_NOT_FOUND',
      context: { path },
    })
  })
})

test('GET /v1/log/head states the published checkpoint', async () => {
  const checkpoint = await (await get('/log/checkpoint')).text()
  const [origin, size, root] = checkpoint.split('\n')
  expect(await (await get('/v1/log/head')).json()).toEqual({
    origin,
    size: Number(size),
    root,
    verifierKey: await verifierKey(),
    cosignatures: 0,
    checkpoint,
  })
  expect(origin).toBe(env.LOG_ORIGIN)
})

describe('GET /v1/log/proofs', () => {
  test('answers the proof files of a range, in order, to any origin', async () => {
    const response = await get('/v1/log/proofs?first=250&count=10')
    expect(response.status).toBe(200)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    const { proofs } = await response.json<{ proofs: { index: number; text: string }[] }>()
    expect(proofs.map(({ index }) => index)).toEqual(Array.from({ length: 10 }, (_, i) => 250 + i))
    for (const { index, text } of proofs) {
      expect(text).toBe(await (await get(`/v1/log/proofs/${index}`)).text())
    }
  })

  test('answers a whole batch', async () => {
    const response = await get('/v1/log/proofs?first=444&count=256')
    const { proofs } = await response.json<{ proofs: { index: number; text: string }[] }>()
    expect(proofs).toHaveLength(256)
    expect(parseProofFile(proofs[255]?.text ?? '')?.index).toBe(699)
  })

  test.each([
    [SIZE - 1, 2, SIZE],
    [SIZE, 1, SIZE],
    [SIZE + 5, 1, SIZE + 5],
  ])('refuses %i and %i, of which the log has not all', async (first, count, index) => {
    const response = await get(`/v1/log/proofs?first=${first}&count=${count}`)
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({
      code: 'LOG_INDEX_UNKNOWN',
      context: { index: `${index}`, size: `${SIZE}` },
    })
  })

  test.each([
    'first=0',
    'count=1',
    'first=0&count=0',
    'first=0&count=257',
    'first=0&count=1.5',
    'first=-1&count=1',
    'first=x&count=1',
    'first=&count=1',
    'first=9007199254740992&count=1',
    '',
  ])('refuses %j as a range', async (query) => {
    const response = await get(`/v1/log/proofs?${query}`)
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ code: 'REQUEST_INVALID' })
  })
})

describe('GET /v1/log/proofs/{index}', () => {
  test('answers a proof file that carries its entry', async () => {
    const response = await get('/v1/log/proofs/300')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/)
    const proof = parseProofFile(await response.text())
    expect(proof?.index).toBe(300)
    expect(toBase64(proof?.extra ?? new Uint8Array())).toBe(toBase64(entry(300)))
  })

  test('refuses an index that the log has not reached', async () => {
    const response = await get(`/v1/log/proofs/${SIZE}`)
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({
      code: 'LOG_INDEX_UNKNOWN',
      context: { index: `${SIZE}`, size: `${SIZE}` },
    })
  })

  test.each(['-1', '1.5', 'x', '9007199254740992'])('refuses %s as an index', async (index) => {
    expect((await get(`/v1/log/proofs/${index}`)).status).toBe(422)
  })
})
