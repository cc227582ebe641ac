import { type CubeCounts, countCube } from '../../domain/dataset/count-cube.ts'
import type { Cube } from '../../domain/dataset/cube.ts'
import type { Filter } from '../../domain/dataset/filter.ts'
import type { SnapshotRecord } from '../../domain/dataset/snapshot.ts'
import { Refusal } from '../../domain/errors.ts'
import { loadCube, WHOLE_CUBE } from './cubes.ts'

const NO_CELLS: Cube = {
  facets: new Uint32Array(),
  counts: new Uint32Array(),
  bytes: new Float64Array(),
}

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
  if (tag !== null && !record.tags.includes(tag)) return countCube(NO_CELLS, filter, record)
  return countCube(await loadCube(env.CATALOG, record, tag ?? WHOLE_CUBE), filter, record)
}

const FAMILIES_NAMED_MAX = 50

/** Refuses a filter that names a family which the version does not have. */
export function assertFamilies({ families }: Filter, record: SnapshotRecord): void {
  if (families.length === 0) return
  const known = new Set(record.families)
  const value = families.find((family) => !known.has(family))
  if (value === undefined) return
  const named = record.families.slice(0, FAMILIES_NAMED_MAX).join(', ')
  const allowed = known.size > FAMILIES_NAMED_MAX ? `${named}, …` : named
  throw new Refusal('FILTER_INVALID', { field: 'families', value, allowed })
}
