import { parseDictionary, serializeDictionary } from 'structured-headers'
import { equalBytes } from '../domain/bytes.ts'
import { sha256 } from './sha256.ts'

const ALGORITHM = 'sha-256'

/** The Content-Digest field (RFC 9530) of a body: its SHA-256. */
export function contentDigest(body: Uint8Array): string {
  return serializeDictionary(new Map([[ALGORITHM, [Uint8Array.from(sha256(body)), new Map()]]]))
}

/** Compares the sha-256 member of a Content-Digest field; a field without one is malformed. */
export function checkContentDigest(
  field: string,
  body: Uint8Array,
): 'match' | 'mismatch' | 'malformed' {
  const stated = parseSha256(field)
  if (stated === undefined) return 'malformed'
  return equalBytes(stated, sha256(body)) ? 'match' : 'mismatch'
}

function parseSha256(field: string): Uint8Array | undefined {
  try {
    const value = parseDictionary(field).get(ALGORITHM)?.[0]
    return value instanceof ArrayBuffer ? new Uint8Array(value) : undefined
  } catch {
    return undefined
  }
}
