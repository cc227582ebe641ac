import { symmetricEigenvalues } from './eigenvalues.ts'

/**
 * The Vendi score (Friedman and Dieng, 2023): the exponential of the entropy of the eigenvalues of
 * K / n, which is the effective number of different items. The kernel is the inner product of unit
 * feature vectors, so K and the covariance of the features have the same eigenvalues but zeros, and
 * the cost of the eigenvalues does not grow with the sample.
 *
 * `features` holds one vector of length `width` an item; returns the score of each prefix.
 */
export function vendiScores(
  features: Float32Array,
  width: number,
  prefixes: readonly number[],
): number[] {
  const sums = new Float64Array(width * width)
  let counted = 0
  return prefixes.map((count) => {
    for (; counted < count; counted += 1) {
      addOuterProduct(sums, features.subarray(counted * width, (counted + 1) * width))
    }
    const covariance = sums.map((sum) => sum / count)
    return Math.exp(entropy(symmetricEigenvalues(covariance, width)))
  })
}

/** Features are sparse: most blocks of a solid's cube are empty. */
function addOuterProduct(sums: Float64Array, vector: Float32Array): void {
  const used = [...vector.keys()].filter((k) => vector[k] !== 0)
  const values = Float64Array.from(used, (k) => vector[k] ?? 0)
  for (const [i, row] of used.entries()) {
    const factor = values[i] ?? 0
    const base = row * vector.length
    for (let j = 0; j < used.length; j += 1) {
      const place = base + (used[j] ?? 0)
      sums[place] = (sums[place] ?? 0) + factor * (values[j] ?? 0)
    }
  }
}

function entropy(shares: Float64Array): number {
  let sum = 0
  for (const share of shares) {
    if (share > 0) sum -= share * Math.log(share)
  }
  return sum
}
