import { eigenvaluesOf, symmetricMatrix } from './eigenvalues.ts'
import { iou, OCCUPANCY_WORDS, volumeOf } from './occupancy.ts'

/**
 * The Vendi score (Friedman and Dieng, 2023): the exponential of the entropy of the eigenvalues of
 * K / n, the effective number of different items. `similarity` must be a positive semidefinite
 * kernel that is 1 of an item with itself.
 */
export function vendiScore(
  count: number,
  similarity: (first: number, second: number) => number,
): number {
  const matrix = symmetricMatrix(count, (first, second) => similarity(first, second) / count)
  let entropy = 0
  for (const share of eigenvaluesOf(matrix)) {
    // Rounding leaves some that are zero just below it.
    if (share > 0) entropy -= share * Math.log(share)
  }
  return Math.exp(entropy)
}

/**
 * The effective number of different solids among the first `count`. The kernel is that of the
 * near-duplicates, intersection over union, which is positive semidefinite (Gower, 1971).
 */
export function vendiOfSolids(occupancies: Uint32Array, count: number): number {
  const solids = Array.from({ length: count }, (_, solid) =>
    occupancies.subarray(solid * OCCUPANCY_WORDS, (solid + 1) * OCCUPANCY_WORDS),
  )
  const volumes = solids.map(volumeOf)
  return vendiScore(count, (first, second) => {
    const [a, b] = [solids[first], solids[second]]
    if (first === second || a === undefined || b === undefined) return 1
    return iou(a, b, (volumes[first] ?? 0) + (volumes[second] ?? 0))
  })
}
