import { type CubeCounts, countCube, indexCube } from '../../domain/dataset/count-cube.ts'
import { parseCells } from '../../domain/dataset/cube.ts'
import type { Filter } from '../../domain/dataset/filter.ts'
import type { SnapshotRecord } from '../../domain/dataset/snapshot.ts'
import { Refusal } from '../../domain/errors.ts'
import { loadCube, WHOLE_CUBE } from './cubes.ts'

/**
 * Exactly how many assets of a version a filter means, and their bytes. Refuses a family that the
 * version does not have: it would be left out without a word. A tag that nothing has means nothing.
 */
export async function countMatching(
  env: Pick<Env, 'CATALOG'>,
  record: SnapshotRecord,
  filter: Filter,
): Promise<CubeCounts> {
  assertFamilies(filter, record)
  const { tag } = filter
  const index =
    tag !== null && !record.tags.includes(tag)
      ? indexCube(parseCells([]), record.families.length)
      : await loadCube(env.CATALOG, record, tag ?? WHOLE_CUBE)
  return countCube(index, filter, placesOf(record))
}

const FAMILIES_NAMED_MAX = 50

/** Refuses a filter that names a family which the version does not have. */
export function assertFamilies({ families }: Filter, record: SnapshotRecord): void {
  const known = placesOf(record)
  const value = families.find((family) => !known.has(family))
  if (value === undefined) return
  const named = record.families.slice(0, FAMILIES_NAMED_MAX).join(', ')
  const allowed = known.size > FAMILIES_NAMED_MAX ? `${named}, …` : named
  throw new Refusal('FILTER_INVALID', { field: 'families', value, allowed })
}

/** As long as their records: a version may have thousands of families. */
const places = new WeakMap<SnapshotRecord, ReadonlyMap<string, number>>()

/** The positions of a version's families. */
export function placesOf(record: SnapshotRecord): ReadonlyMap<string, number> {
  const found = places.get(record)
  if (found !== undefined) return found
  const made = new Map(record.families.map((family, place) => [family, place]))
  places.set(record, made)
  return made
}
