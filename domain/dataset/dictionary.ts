import type { NamePlaces } from './accepted-asset.ts'
import { FAMILIES_MAX } from './facets.ts'
import type { Dictionary } from './filter.ts'

const TAGS_MAX = 65_536

/**
 * A dictionary that only grows: a name keeps its position in all later versions. Throws RangeError
 * beyond what rows can name.
 */
export class GrowingDictionary implements NamePlaces {
  readonly #families: Names
  readonly #tags: Names

  constructor({ families, tags }: Dictionary) {
    this.#families = new Names(families, FAMILIES_MAX)
    this.#tags = new Names(tags, TAGS_MAX)
  }

  readonly family = (name: string): number => this.#families.place(name)
  readonly tag = (name: string): number => this.#tags.place(name)

  names(): Dictionary {
    return { families: this.#families.list(), tags: this.#tags.list() }
  }
}

class Names {
  readonly #places: Map<string, number>
  readonly #max: number

  constructor(names: readonly string[], max: number) {
    this.#places = new Map(names.map((name, place) => [name, place]))
    this.#max = max
  }

  place(name: string): number {
    const known = this.#places.get(name)
    if (known !== undefined) return known
    const place = this.#places.size
    if (place === this.#max) throw new RangeError(`more than ${this.#max} names in a dictionary`)
    this.#places.set(name, place)
    return place
  }

  list(): string[] {
    return [...this.#places.keys()]
  }
}
