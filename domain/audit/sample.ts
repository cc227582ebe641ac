import { concatBytes } from '../bytes.ts'
import type { Sha256 } from '../hash.ts'
import { uint32BigEndian } from '../seed/asset-seed.ts'
import { PPM } from './rate.ts'

/**
 * Which assets of a batch to re-execute, in ascending order: at least one, `ratePpm` of all rounded
 * up. The challenge is drawn after the commit; anyone who knows it can repeat the draw.
 *
 * Sorts the indexes by SHA-256(challenge || index) and takes the first ones.
 */
export function auditSample(
  sha256: Sha256,
  challenge: Uint8Array,
  count: number,
  ratePpm: bigint,
): number[] {
  const wanted = Number((BigInt(count) * ratePpm + PPM - 1n) / PPM)
  const sampled = wanted < 1 ? 1 : wanted
  const all = Array.from({ length: count }, (_, index) => index)
  if (sampled >= count) return all
  return all
    .map((index) => ({ index, rank: sha256(concatBytes(challenge, uint32BigEndian(index))) }))
    .sort((a, b) => compareBytes(a.rank, b.rank))
    .slice(0, sampled)
    .map(({ index }) => index)
    .sort((a, b) => a - b)
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (const [i, byte] of a.entries()) {
    const difference = byte - (b[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
