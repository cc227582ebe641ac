import { AwsClient } from 'aws4fetch'

export interface S3Access {
  readonly endpoint: string
  readonly bucket: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

export interface PresignedPut {
  readonly key: string
  readonly validSeconds: number
  /** All are bound by the signature; whoever uploads has to send them as they are. */
  readonly headers: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
}

/** A URL that allows one PUT with exactly these headers. Source: AWS Signature Version 4, query form. */
export async function presignPut(access: S3Access, put: PresignedPut): Promise<string> {
  const client = new AwsClient({
    accessKeyId: access.accessKeyId,
    secretAccessKey: access.secretAccessKey,
    service: 's3',
    region: 'auto',
  })
  const url = new URL(`${access.endpoint}/${access.bucket}/${put.key}`)
  for (const [name, value] of Object.entries(put.query ?? {})) url.searchParams.set(name, value)
  url.searchParams.set('X-Amz-Expires', String(put.validSeconds))
  const signed = await client.sign(url.toString(), {
    method: 'PUT',
    headers: put.headers,
    // aws4fetch leaves content-length and content-type unsigned unless it is told to take all.
    aws: { signQuery: true, allHeaders: true },
  })
  return signed.url
}
