import { createHash, createHmac } from 'node:crypto'

const hmac = (key: string | Buffer, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest()

export interface SignedRequest {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly secret: string
}

/** The signature by the text of "Authenticating Requests: Using Query Parameters", AWS SigV4. */
export function expectedSignature(url: URL, { method, headers, secret }: SignedRequest): string {
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
  const key = scope.reduce<string | Buffer>((held, part) => hmac(held, part), `AWS4${secret}`)
  return hmac(key, [...text, hash].join('\n')).toString('hex')
}
