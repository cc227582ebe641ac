import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { snapshotRoot } from '../../domain/dataset/snapshot.ts'
import { isSha256Hex } from '../../domain/ids.ts'
import type { LicenseClaims } from '../../domain/license/claims.ts'
import { judgeTerm } from '../../domain/license/term.ts'
import { sha256 } from '../../signing/sha256.ts'
import { type Check, check, failed } from '../verify/check.ts'
import { readKeys } from './keys.ts'
import { termInWords } from './words.ts'

const Sha256Text = z.string().refine(isSha256Hex)
const Record = z.object({
  version: z.string(),
  root: Sha256Text,
  chunks: z.array(z.object({ rows: z.number(), root: Sha256Text })),
})

export function checkTerm(claims: LicenseClaims, nowMs: number): Check {
  return check('term', judgeTerm(claims, nowMs) === 'running', termInWords(claims, nowMs))
}

/** Whether the key in the file is one of those given. */
export async function checkKey(keyId: string, source: string): Promise<Check> {
  const keys = await readKeys(source)
  return check('key', keys.has(keyId), `${keyId} ${keys.has(keyId) ? 'is' : 'is not'} in ${source}`)
}

/** Whether a snapshot's record is the one that the license names, and its root that of its chunks. */
export function checkRecord({ snapshot }: LicenseClaims, file: string): Check {
  const bytes = readFileSync(file)
  const hash = createHash('sha256').update(bytes).digest('hex')
  if (hash !== snapshot.sha256) {
    return failed('record', `SHA-256 ${hash}, and the license names ${snapshot.sha256}`)
  }
  const record = Record.parse(JSON.parse(bytes.toString('utf8')))
  const root = snapshotRoot(sha256, record.chunks)
  const holds =
    record.version === snapshot.version && record.root === snapshot.root && root === snapshot.root
  return check('record', holds, `version ${record.version}, root ${root} over its chunks`)
}
