import { isRecord, isText } from '../shard/json-checks.ts'
import { ASSET_KINDS, QUALITIES, TRIANGLE_RANGES } from './facets.ts'
import { type Filter, formatFilter } from './filter.ts'

const NAME_CHARACTERS_MAX = 64
const NSFW: readonly unknown[] = ['exclude', 'include', 'only'] satisfies Filter['nsfw'][]
const RANGE_IDS = TRIANGLE_RANGES.map(({ id }) => id)

/** A filter from JSON, or undefined where it is not one in canonical form with nothing beside it. */
export function parseFilter(value: unknown): Filter | undefined {
  if (!isFilter(value)) return undefined
  return JSON.stringify(value) === formatFilter(value) ? value : undefined
}

function isFilter(value: unknown): value is Filter {
  return (
    isRecord(value) &&
    isListOf(value.families, (name) => isText(name, NAME_CHARACTERS_MAX)) &&
    isListOf(value.qualities, isOneOf(QUALITIES)) &&
    NSFW.includes(value.nsfw) &&
    isListOf(value.kinds, isOneOf(ASSET_KINDS)) &&
    isListOf(value.triangles, isOneOf(RANGE_IDS)) &&
    (value.views === null || typeof value.views === 'boolean') &&
    (value.tag === null || isText(value.tag, NAME_CHARACTERS_MAX))
  )
}

const isOneOf =
  (names: readonly unknown[]) =>
  (value: unknown): boolean =>
    names.includes(value)

function isListOf(value: unknown, holds: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(holds)
}
