/** A place in a list of sums, and the sum there. */
export type Ranked = readonly [place: number, sum: number]

/** The largest sums above zero, largest first, earlier places first among equals. */
export function largestOf(sums: Float64Array, limit: number): Ranked[] {
  const least = sums.slice().sort()[sums.length - limit] ?? 0
  const candidates: Ranked[] = []
  for (let place = 0; place < sums.length; place += 1) {
    const sum = sums[place] ?? 0
    if (sum > 0 && sum >= least) candidates.push([place, sum])
  }
  return candidates.sort(([a, one], [b, other]) => other - one || a - b).slice(0, limit)
}

export function countPositive(sums: Float64Array): number {
  let positive = 0
  for (let place = 0; place < sums.length; place += 1) positive += Number((sums[place] ?? 0) > 0)
  return positive
}
