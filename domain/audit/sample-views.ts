import { concatBytes, toHex } from '../bytes.ts'
import type { Sha256 } from '../hash.ts'
import { uint32BigEndian } from '../seed/asset-seed.ts'

/** Rendering every view of every asset would cost an audit many times what the meshes do. */
export const AUDITED_VIEWS_MAX = 2

/**
 * Which views of a re-executed asset to render again, in ascending order: those with the least
 * SHA-256(challenge || index || view).
 */
export function auditViews(
  sha256: Sha256,
  challenge: Uint8Array,
  index: number,
  count: number,
): number[] {
  const rank = (view: number): string =>
    toHex(sha256(concatBytes(challenge, uint32BigEndian(index), uint32BigEndian(view))))
  return Array.from({ length: count }, (_, view) => ({ view, rank: rank(view) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, AUDITED_VIEWS_MAX)
    .map(({ view }) => view)
    .sort((a, b) => a - b)
}
