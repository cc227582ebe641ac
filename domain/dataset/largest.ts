/** A place in a list of sums, and the sum there. */
export type Ranked = readonly [place: number, sum: number]

/** Candidates that are collected before they are sorted, in lists as long as the answer. */
const LISTS = 4

/** The largest sums above zero, largest first, earlier places first among equals. */
export function largestOf(sums: Float64Array, limit: number): Ranked[] {
  let ranked: Ranked[] = []
  let least = 0
  for (let place = 0; place < sums.length; place += 1) {
    const sum = sums[place] ?? 0
    if (sum <= least) continue
    ranked.push([place, sum])
    if (ranked.length < LISTS * limit) continue
    ranked = ranked.sort(inOrder).slice(0, limit)
    least = ranked.at(-1)?.[1] ?? least
  }
  return ranked.sort(inOrder).slice(0, limit)
}

const inOrder = ([a, one]: Ranked, [b, other]: Ranked): number => other - one || a - b

export function countPositive(sums: Float64Array): number {
  let positive = 0
  for (let place = 0; place < sums.length; place += 1) positive += Number((sums[place] ?? 0) > 0)
  return positive
}
