import { describe, expect, test } from 'vitest'
import { type PresignedPut, presignGet, presignPut } from '../../r2/presign.ts'
import { expectedSignature as signatureOf } from './signature.ts'

const ACCESS = {
  ...{ endpoint: 'http://127.0.0.1:8787/s3', bucket: 'geometry' },
  ...{ accessKeyId: 'key', secretAccessKey: 'secret' },
}

const PUT: PresignedPut = {
  ...{ key: 'shards/batch_7/lease_x/shard.tar', validSeconds: 900 },
  headers: { 'content-length': '1000', 'if-none-match': '*', 'x-amz-checksum-sha256': 'q6s=' },
}

const expectedSignature = (
  url: URL,
  headers: Readonly<Record<string, string>>,
  method = 'PUT',
): string => signatureOf(url, { method, headers, secret: ACCESS.secretAccessKey })

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
  test('without a range binds nothing but the key, so that any may be asked for', async () => {
    const url = new URL(await presignGet(ACCESS, GET))
    expect(url.searchParams.get('X-Amz-SignedHeaders')).toBe('host')
  })
  test('binds the range that it is given, so that no other can be asked for', async () => {
    const url = new URL(await presignGet(ACCESS, { ...GET, range: { from: 512, to: 2_048 } }))
    expect(url.searchParams.get('X-Amz-SignedHeaders')).toBe('host;range')
    const signature = url.searchParams.get('X-Amz-Signature')
    expect(signature).toBe(expectedSignature(url, { range: 'bytes=512-2047' }, 'GET'))
    expect(signature).not.toBe(expectedSignature(url, { range: 'bytes=512-2048' }, 'GET'))
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
