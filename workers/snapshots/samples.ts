import type { Sample } from '../../domain/dataset/sample.ts'
import type { Sha256Hex } from '../../domain/ids.ts'

export const FAMILY_SAMPLES_MAX = 64
export const SAMPLES_MAX = 20_000

/** As many of each family as all of them leave room for. */
const familyLimit = (families: number): number =>
  Math.max(1, Math.min(FAMILY_SAMPLES_MAX, Math.floor(SAMPLES_MAX / Math.max(1, families))))

/**
 * The samples of each family, by its position in the dictionary: those with the smallest hashes, which
 * nobody chooses and which hardly change from version to version.
 */
export class SampleCollector {
  readonly #families: Sample[][]

  constructor(families: readonly (readonly Sample[])[]) {
    this.#families = families.map((samples) => [...samples])
  }

  /** Whether `offer` would keep it. */
  isWanted(family: number, sha256: Sha256Hex): boolean {
    const kept = this.#families[family] ?? []
    const last = kept.at(-1)
    return kept.length < FAMILY_SAMPLES_MAX || last === undefined || sha256 < last.sha256
  }

  offer(family: number, sample: Sample): void {
    while (this.#families.length <= family) this.#families.push([])
    const kept = this.#families[family] ?? []
    const found = kept.findIndex(({ sha256 }) => sample.sha256 < sha256)
    kept.splice(found < 0 ? kept.length : found, 0, sample)
    if (kept.length > FAMILY_SAMPLES_MAX) kept.pop()
  }

  /** No more than all families leave room for: the limit only falls, so the smallest hashes stay. */
  families(): readonly (readonly Sample[])[] {
    const limit = familyLimit(this.#families.length)
    return this.#families.map((samples) => samples.slice(0, limit))
  }
}

export function boundedSamples(families: readonly (readonly Sample[])[]): Sample[] {
  return families.flat().slice(0, SAMPLES_MAX)
}
