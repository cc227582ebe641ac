import { isRecord, isText } from '../shard/json-checks.ts'
import { ASSET_KINDS, QUALITIES, TRIANGLE_RANGE_IDS } from './facets.ts'
import { FILTER_NAME_LENGTH_MAX, type Filter, formatFilter, NSFW_RULES } from './filter.ts'

/** A filter from JSON, or undefined where it is not one in canonical form with nothing beside it. */
export function parseFilter(value: unknown): Filter | undefined {
  if (!isFilter(value)) return undefined
  return JSON.stringify(value) === formatFilter(value) ? value : undefined
}

function isFilter(value: unknown): value is Filter {
  return (
    isRecord(value) &&
    isListOf(value.families, (name) => isText(name, FILTER_NAME_LENGTH_MAX)) &&
    isListOf(value.qualities, isOneOf(QUALITIES)) &&
    isOneOf(NSFW_RULES)(value.nsfw) &&
    isListOf(value.kinds, isOneOf(ASSET_KINDS)) &&
    isListOf(value.triangles, isOneOf(TRIANGLE_RANGE_IDS)) &&
    (value.views === null || typeof value.views === 'boolean') &&
    (value.tag === null || isText(value.tag, FILTER_NAME_LENGTH_MAX))
  )
}

const isOneOf =
  (names: readonly unknown[]) =>
  (value: unknown): boolean =>
    names.includes(value)

function isListOf(value: unknown, holds: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(holds)
}
