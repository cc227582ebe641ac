import { createHash, createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type PresignedPut, presignGet, presignPut } from '../../r2/presign.ts'

const ACCESS = {
  ...{ endpoint: 'http://127.0.0.1:8787/s3', bucket: 'geometry' },
  ...{ accessKeyId: 'key', secretAccessKey: 'secret' },
}

const PUT: PresignedPut = {
  ...{ key: 'shards/batch_7/lease_x/shard.tar', validSeconds: 900 },
  headers: { 'content-length': '1000', 'if-none-match': '*', 'x-amz-checksum-sha256': 'q6s=' },
}

const hmac = (key: string | Buffer, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest()

/** The signature by the text of "Authenticating Requests: Using Query Parameters", AWS SigV4. */
function expectedSignature(
  url: URL,
  headers: Readonly<Record<string, string>>,
  method = 'PUT',
): string {
  const query = [...url.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .toSorted()
    .join('&')
  const signed = Object.entries({ ...headers, host: url.host }).toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  )
  const canonical = [
    ...[method, url.pathname, query],
    ...signed.map(([name, value]) => `${name}:${value}`),
    ...['', signed.map(([name]) => name).join(';'), 'UNSIGNED-PAYLOAD'],
  ].join('\n')
  const time = url.searchParams.get('X-Amz-Date') ?? ''
  const scope = [time.slice(0, 8), 'auto', 's3', 'aws4_request']
  const text = ['AWS4-HMAC-SHA256', time, scope.join('/')]
  const hash = createHash('sha256').update(canonical).digest('hex')
  const key = scope.reduce<string | Buffer>((held, part) => hmac(held, part), 'AWS4secret')
  return hmac(key, [...text, hash].join('\n')).toString('hex')
}

describe('presignPut', () => {
  test('signs as AWS Signature Version 4 says', async () => {
    const url = new URL(await presignPut(ACCESS, PUT))
    expect(url.searchParams.get('X-Amz-Signature')).toBe(expectedSignature(url, PUT.headers))
  })
  test('binds the part and the upload of a multipart put', async () => {
    const query = { partNumber: '2', uploadId: 'an/upload+id=' }
    const url = new URL(await presignPut(ACCESS, { ...PUT, query }))
    expect(url.searchParams.get('uploadId')).toBe('an/upload+id=')
    expect(url.searchParams.get('X-Amz-Signature')).toBe(expectedSignature(url, PUT.headers))
  })
  test('binds every header that it is given', async () => {
    const url = new URL(await presignPut(ACCESS, PUT))
    expect(url.searchParams.get('X-Amz-SignedHeaders')).toBe(
      'content-length;host;if-none-match;x-amz-checksum-sha256',
    )
  })
  test('is valid for as long as it says', async () => {
    const url = new URL(await presignPut(ACCESS, PUT))
    expect(url.searchParams.get('X-Amz-Expires')).toBe('900')
  })
})

describe('presignGet', () => {
  const GET = {
    ...{ key: 'shards/batch_7/lease_x/shard.tar', validSeconds: 900 },
    fromMs: Date.UTC(2026, 10, 22, 9, 8, 7, 654),
  }

  test('signs as AWS Signature Version 4 says', async () => {
    const url = new URL(await presignGet(ACCESS, GET))
    const signature = expectedSignature(url, {}, 'GET')
    expect(url.searchParams.get('X-Amz-Signature')).toBe(signature)
    expect(url.pathname).toBe('/s3/geometry/shards/batch_7/lease_x/shard.tar')
  })
  test('binds nothing but the key, so that any range may be asked for', async () => {
    const url = new URL(await presignGet(ACCESS, GET))
    expect(url.searchParams.get('X-Amz-SignedHeaders')).toBe('host')
  })
  test('is valid from when it is told, for as long as it says', async () => {
    const url = new URL(await presignGet(ACCESS, GET))
    expect(url.searchParams.get('X-Amz-Date')).toBe('20261122T090807Z')
    expect(url.searchParams.get('X-Amz-Expires')).toBe('900')
  })
  test('allows no PUT', async () => {
    const url = new URL(await presignGet(ACCESS, GET))
    expect(url.searchParams.get('X-Amz-Signature')).not.toBe(expectedSignature(url, {}, 'PUT'))
  })
  test('signs with the key of each secret and of each day', async () => {
    const days = [GET.fromMs, GET.fromMs + 86_400_000]
    for (const fromMs of [...days, ...days]) {
      const url = new URL(await presignGet(ACCESS, { ...GET, fromMs }))
      expect(url.searchParams.get('X-Amz-Signature')).toBe(expectedSignature(url, {}, 'GET'))
    }
    const other = new URL(await presignGet({ ...ACCESS, secretAccessKey: 'other' }, GET))
    const signature = expectedSignature(other, {}, 'GET')
    expect(other.searchParams.get('X-Amz-Signature')).not.toBe(signature)
  })
})
