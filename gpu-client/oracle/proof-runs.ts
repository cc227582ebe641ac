import { PROOF_FILES_MAX } from '../../domain/log/proof-file.ts'
import { Unanswered } from './answer.ts'
import type { OracleClient } from './oracle-client.ts'

/** Consecutive log indexes that one call asks for. */
export interface ProofRun {
  readonly first: number
  readonly count: number
}

/** The fewest runs that name each log index, and no other, in ascending order. */
export function proofRuns(logIndexes: Iterable<number>): ProofRun[] {
  const ascending = [...new Set(logIndexes)].sort((a, b) => a - b)
  const runs: ProofRun[] = []
  for (const index of ascending) {
    const last = runs.at(-1)
    const isNext = last !== undefined && index === last.first + last.count
    if (isNext && last.count < PROOF_FILES_MAX)
      runs.splice(-1, 1, { ...last, count: last.count + 1 })
    else runs.push({ first: index, count: 1 })
  }
  return runs
}

/** The unverified `.tlog-proof` files of a run by log index: one for each, else Unanswered. */
export async function fetchRun(
  oracle: Pick<OracleClient, 'proofs'>,
  { first, count }: ProofRun,
  signal: AbortSignal,
): Promise<Map<number, string>> {
  const proofs = await oracle.proofs(first, count, signal)
  const asked = proofs.length === count && proofs.every(({ index }, i) => index === first + i)
  if (!asked) {
    const got = proofs.map(({ index }) => index).join(' ')
    throw new Unanswered('ANSWER_INVALID', `proofs ${first}+${count}: ${got}`.slice(0, 200))
  }
  return new Map(proofs.map(({ index, text }) => [index, text]))
}
