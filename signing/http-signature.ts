import type { BareItem } from 'structured-headers'
import { toBase64 } from '../domain/log/base64.ts'
import { utf8Bytes } from '../domain/log/utf8.ts'
import { checkContentDigest, contentDigest } from './content-digest.ts'
import type { Sign, Verify } from './ed25519.ts'
import { type Component, signatureBase, signatureParams } from './signature-base.ts'
import { ALGORITHM, LABEL, parseSignature, TAG } from './signature-fields.ts'

export interface RequestToSign {
  readonly method: string
  /** Absolute, as the server will see it: the @target-uri. */
  readonly url: string
  readonly body: Uint8Array | undefined
  readonly keyId: string
  readonly sign: Sign
  readonly createdSeconds: number
  /** 22 to 64 base64url characters, used once. */
  readonly nonce: string
}

export interface RequestToVerify {
  readonly method: string
  readonly url: string
  readonly headers: { get(name: string): string | null }
  readonly body: Uint8Array | undefined
  /** The 32-byte Ed25519 key that the id names, or undefined when no one holds it. */
  readonly findKey: (keyId: string) => Promise<Uint8Array | undefined>
  readonly verify: Verify
}

/** `valid` promises who signed what; whether `createdMs` is fresh and `nonce` unused is the caller's to decide. */
export type SignatureVerdict =
  | {
      readonly status: 'valid'
      readonly keyId: string
      readonly nonce: string
      readonly createdMs: number
    }
  | { readonly status: 'missing' }
  | { readonly status: 'malformed'; readonly issue: string }
  | { readonly status: 'digest_mismatch' }
  | { readonly status: 'key_unknown'; readonly keyId: string }
  | { readonly status: 'invalid' }

export interface SignedHeaders {
  readonly 'content-digest'?: string
  readonly 'signature-input': string
  readonly signature: string
}

/**
 * Signs a request (RFC 9421) over its method, target and, where there is a body, its Content-Digest.
 * Answers the header fields to send along. An empty body counts as none.
 */
export async function signRequest(request: RequestToSign): Promise<SignedHeaders> {
  const digest = hasBody(request.body) ? contentDigest(request.body) : undefined
  const components = coveredComponents(request, digest)
  const params = signatureParams(
    components.map(([name]) => name),
    new Map<string, BareItem>([
      ['created', request.createdSeconds],
      ['nonce', request.nonce],
      ['keyid', request.keyId],
      ['alg', ALGORITHM],
      ['tag', TAG],
    ]),
  )
  const signature = await request.sign(utf8Bytes(signatureBase(components, params)))
  return {
    ...(digest === undefined ? {} : { 'content-digest': digest }),
    'signature-input': `${LABEL}=${params}`,
    signature: `${LABEL}=:${toBase64(signature)}:`,
  }
}

/**
 * Checks the one signature profile that nodes use: exactly the components and parameters that
 * `signRequest` writes, no fewer and no others. The digest is compared before the signature.
 */
export async function verifyRequest(request: RequestToVerify): Promise<SignatureVerdict> {
  const input = request.headers.get('signature-input')
  const field = request.headers.get('signature')
  if (input === null || field === null) return { status: 'missing' }

  const digest = request.headers.get('content-digest') ?? undefined
  const components = coveredComponents(request, hasBody(request.body) ? (digest ?? '') : undefined)
  const parsed = parseSignature(
    input,
    field,
    components.map(([name]) => name),
  )
  if ('issue' in parsed) return { status: 'malformed', issue: parsed.issue }

  const compared = hasBody(request.body) ? checkContentDigest(digest ?? '', request.body) : 'match'
  if (compared === 'malformed') return { status: 'malformed', issue: 'content-digest' }
  if (compared === 'mismatch') return { status: 'digest_mismatch' }

  const { keyId, nonce, createdMs } = parsed
  const publicKey = await request.findKey(keyId)
  if (publicKey === undefined) return { status: 'key_unknown', keyId }
  const base = utf8Bytes(signatureBase(components, parsed.params))
  const genuine = await request.verify(publicKey, parsed.signature, base)
  return genuine ? { status: 'valid', keyId, nonce, createdMs } : { status: 'invalid' }
}

function coveredComponents(
  request: { readonly method: string; readonly url: string },
  digest: string | undefined,
): Component[] {
  const components: Component[] = [
    ['@method', request.method],
    ['@target-uri', request.url],
  ]
  if (digest !== undefined) components.push(['content-digest', digest.trim()])
  return components
}

function hasBody(body: Uint8Array | undefined): body is Uint8Array {
  return body !== undefined && body.length > 0
}
