import { CHUNK_ROWS } from '../../domain/dataset/chunk.ts'
import { QUALITIES } from '../../domain/dataset/facets.ts'
import type { SnapshotPart } from '../../domain/dataset/snapshot.ts'
import { partKey } from '../../r2/snapshot-store.ts'
import { parquetBytes } from './parquet.ts'
import { putByContent } from './put-object.ts'
import { emptyColumns, readGroup } from './scatter.ts'
import type { BuildState, ScatterGroup } from './state.ts'
import type { BuildWorld } from './world.ts'

export const PART_ROWS_MAX = CHUNK_ROWS

interface Segment {
  readonly key: string
  readonly group: ScatterGroup
}

/** Makes the next part of the rows that wait. */
export async function makePart({ bucket }: BuildWorld, state: BuildState): Promise<BuildState> {
  const segments = plannedParts(state)[state.partsMade]
  const first = segments?.[0]?.group
  if (segments === undefined || first === undefined) {
    return { ...state, scatters: [], partsMade: 0, phase: 'catalog' }
  }
  const columns = emptyColumns()
  for (const { key, group } of segments) await readGroup(bucket, key, group, columns)
  const family = state.families[first.family]
  if (family === undefined) throw new Error(`no family ${first.family} in the dictionary`)
  const { quality } = first
  const stored = await putByContent(bucket, parquetBytes(columns), (sha256) =>
    partKey({ family, quality, sha256 }, first.firstLogIndex),
  )
  const part: SnapshotPart = {
    ...{ key: stored.key, family, quality, rows: columns.log_index.length },
    ...{ bytes: stored.bytes, sha256: stored.sha256 },
  }
  return { ...state, parts: [...state.parts, part], partsMade: state.partsMade + 1 }
}

/**
 * Which groups of the scatters make which part: whole groups of one family and quality in the order of
 * the log, as many as stay within the rows of a part.
 */
export function plannedParts({ scatters }: Pick<BuildState, 'scatters'>): Segment[][] {
  const segments = scatters.flatMap(({ key, groups }) => groups.map((group) => ({ key, group })))
  const byDivision = Map.groupBy(
    segments,
    ({ group }) => group.family * QUALITIES.length + QUALITIES.indexOf(group.quality),
  )
  return [...byDivision].sort(([a], [b]) => a - b).flatMap(([, divided]) => packed(divided))
}

function packed(segments: readonly Segment[]): Segment[][] {
  const parts: Segment[][] = []
  let rows = PART_ROWS_MAX
  for (const segment of segments) {
    if (rows + segment.group.rows > PART_ROWS_MAX) {
      parts.push([])
      rows = 0
    }
    parts.at(-1)?.push(segment)
    rows += segment.group.rows
  }
  return parts
}
