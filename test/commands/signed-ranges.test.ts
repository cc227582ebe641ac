import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { unstable_startWorker } from 'wrangler'
import { presignGet, type S3Access } from '../../r2/presign.ts'

const KEYS = { accessKeyId: 'localkey', secretAccessKey: 'localsecret1234567890' }
const OBJECT = randomBytes(10_000)
const RANGE = { from: 1_024, to: 3_072 }

/** Puts the body into the bucket. */
const WORKER = `export default {
  async fetch(request, env) {
    await env.BUCKET.put('shard.tar', await request.arrayBuffer())
    return new Response('put')
  },
}`

let folder: string
let worker: Awaited<ReturnType<typeof unstable_startWorker>>
let access: S3Access
beforeAll(async () => {
  vi.stubEnv('WRANGLER_SEND_METRICS', 'false')
  vi.stubEnv('CLOUDFLARE_CF_FETCH_ENABLED', 'false')
  folder = await mkdtemp(join(tmpdir(), 'piwa-s3-'))
  await writeFile(join(folder, 'worker.js'), WORKER)
  const config = join(folder, 'wrangler.json')
  const credentials = { experimental_s3_credentials: KEYS }
  await writeFile(
    config,
    JSON.stringify({
      ...{ name: 'store', main: 'worker.js', compatibility_date: '2026-10-20' },
      r2_buckets: [{ binding: 'BUCKET', bucket_name: 'geometry', local_dev: credentials }],
    }),
  )
  worker = await unstable_startWorker({
    config,
    dev: {
      ...{ logLevel: 'error', inspector: false, persist: join(folder, 'state') },
      server: { hostname: '127.0.0.1', port: 0 },
    },
  })
  const url = await worker.url
  await fetch(url, { method: 'PUT', body: OBJECT })
  const endpoint = new URL('/cdn-cgi/local/r2/s3', url).href
  access = { ...KEYS, endpoint, bucket: 'geometry' }
}, 60_000)
afterAll(async () => {
  await worker.dispose()
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true })
})

const presigned = (range?: typeof RANGE): Promise<string> =>
  presignGet(access, { key: 'shard.tar', fromMs: Date.now(), validSeconds: 60, range })

async function read(url: string, range?: string): Promise<[status: number, body: Buffer]> {
  const response = await fetch(url, { headers: range === undefined ? {} : { range } })
  return [response.status, Buffer.from(await response.arrayBuffer())]
}

describe('the store', () => {
  test('serves the range that a URL was signed with', async () => {
    const [status, body] = await read(await presigned(RANGE), 'bytes=1024-3071')
    expect(status).toBe(206)
    expect(body.equals(OBJECT.subarray(RANGE.from, RANGE.to))).toBe(true)
  })

  test.each([
    ['no range', undefined],
    ['another range', 'bytes=4096-6143'],
    ['a longer range', 'bytes=1024-3072'],
    ['a shorter range', 'bytes=1024-2047'],
    ['an open range', 'bytes=1024-'],
    ['a second range', 'bytes=1024-3071,4096-6143'],
  ])('refuses a request with %s', async (_name, range) => {
    const [status, body] = await read(await presigned(RANGE), range)
    expect(status).toBe(403)
    expect(body.toString()).toContain('SignatureDoesNotMatch')
  })

  test('refuses a URL whose range was taken out of what is signed', async () => {
    const url = new URL(await presigned(RANGE))
    url.searchParams.set('X-Amz-SignedHeaders', 'host')
    expect((await read(url.href))[0]).toBe(403)
    expect((await read(url.href, 'bytes=1024-3071'))[0]).toBe(403)
  })

  test('serves any range, and all, under a URL that was signed without one', async () => {
    const url = await presigned()
    expect((await read(url))[1].equals(OBJECT)).toBe(true)
    const [status, body] = await read(url, 'bytes=4096-6143')
    expect([status, body.equals(OBJECT.subarray(4_096, 6_144))]).toEqual([206, true])
  })
})
