import { AwsClient } from 'aws4fetch'

export interface S3Access {
  readonly endpoint: string
  readonly bucket: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

interface S3Variables {
  readonly S3_ENDPOINT: string
  readonly S3_BUCKET: string
  readonly S3_ACCESS_KEY_ID: string
  readonly S3_SECRET_ACCESS_KEY: string
}

/** How the edge's own bucket is reached from outside. */
export const s3AccessOf = (env: S3Variables): S3Access => ({
  endpoint: env.S3_ENDPOINT,
  bucket: env.S3_BUCKET,
  accessKeyId: env.S3_ACCESS_KEY_ID,
  secretAccessKey: env.S3_SECRET_ACCESS_KEY,
})

export interface PresignedPut {
  readonly key: string
  readonly validSeconds: number
  /** All are bound by the signature; whoever uploads has to send them as they are. */
  readonly headers: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
}

export interface PresignedGet {
  readonly key: string
  /** From when on it is valid, in whole seconds; what is below is dropped. */
  readonly fromMs: number
  readonly validSeconds: number
  /** Bytes from the first up to, and without, the last; undefined for any. */
  readonly range?: { readonly from: number; readonly to: number } | undefined
}

/** Keys that AWS derives from a secret, one a day: without them each URL takes five HMACs, not one. */
const derivedKeys = new Map<string, ArrayBuffer>()

/** A URL that allows one PUT with exactly these headers. Source: AWS Signature Version 4, query form. */
export async function presignPut(access: S3Access, put: PresignedPut): Promise<string> {
  const url = urlOf(access, put)
  for (const [name, value] of Object.entries(put.query ?? {})) url.searchParams.set(name, value)
  const signed = await clientOf(access).sign(url.toString(), {
    method: 'PUT',
    headers: put.headers,
    // aws4fetch leaves content-length and content-type unsigned unless it is told to take all.
    aws: { signQuery: true, allHeaders: true },
  })
  return signed.url
}

/**
 * A URL that allows GET of one object and nothing else: whole or in ranges, or, where a range is given,
 * with the header `range: bytes=<from>-<to - 1>` alone, which the signature binds.
 */
export async function presignGet(access: S3Access, get: PresignedGet): Promise<string> {
  const { range, fromMs } = get
  const signed = await clientOf(access).sign(urlOf(access, get).toString(), {
    method: 'GET',
    ...(range && { headers: { range: `bytes=${range.from}-${range.to - 1}` } }),
    // aws4fetch leaves range unsigned unless it is told to take all.
    aws: { signQuery: true, datetime: signingTime(fromMs), allHeaders: true },
  })
  return signed.url
}

function clientOf({ accessKeyId, secretAccessKey }: S3Access): AwsClient {
  const cache = derivedKeys
  return new AwsClient({ accessKeyId, secretAccessKey, service: 's3', region: 'auto', cache })
}

function urlOf(
  { endpoint, bucket }: S3Access,
  { key, validSeconds }: Pick<PresignedGet, 'key' | 'validSeconds'>,
): URL {
  const url = new URL(`${endpoint}/${bucket}/${key}`)
  url.searchParams.set('X-Amz-Expires', String(validSeconds))
  return url
}

/** As in 20260131T235959Z. */
const signingTime = (atMs: number): string =>
  new Date(atMs).toISOString().replace(/[:-]|\.[0-9]{3}/g, '')
