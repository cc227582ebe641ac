/** One line of native/phases-main.cpp. */
export interface PhaseSample {
  readonly family: string
  readonly triangles: number
  readonly seconds: Readonly<Record<string, number>>
}

export interface FamilyFigures {
  readonly assets: number
  readonly trianglesMedian: number
  /** Of processor time, on the native backend. */
  readonly assetsPerSecond: number
  readonly milliseconds: Readonly<Record<string, number>>
}

const MILLISECONDS = 1000

/** Mean of each phase over the samples. */
export function phaseMilliseconds(samples: readonly PhaseSample[]): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const { seconds } of samples) {
    for (const [phase, value] of Object.entries(seconds)) sums[phase] = (sums[phase] ?? 0) + value
  }
  const mean = Object.entries(sums).map(([phase, sum]) => [
    phase,
    Number(((sum / samples.length) * MILLISECONDS).toFixed(4)),
  ])
  return Object.fromEntries(mean)
}

export function byFamily(samples: readonly PhaseSample[]): Record<string, FamilyFigures> {
  const families = Object.entries(Object.groupBy(samples, ({ family }) => family))
  return Object.fromEntries(
    families
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([family, group = []]) => {
        const milliseconds = phaseMilliseconds(group)
        const total = Object.values(milliseconds).reduce((sum, value) => sum + value, 0)
        const triangles = group.map((sample) => sample.triangles).toSorted((a, b) => a - b)
        const figures: FamilyFigures = {
          assets: group.length,
          trianglesMedian: triangles[triangles.length >> 1] ?? 0,
          assetsPerSecond: Math.round(MILLISECONDS / total),
          milliseconds,
        }
        return [family, figures]
      }),
  )
}
