import { createHash } from 'node:crypto'
import type { Sha256 } from '../domain/hash.ts'

/** SHA-256 of the bytes. Synchronous in Node and, with nodejs_compat, in workerd. */
export const sha256: Sha256 = (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest())
