import { concatBytes } from '../../domain/bytes.ts'
import { CELL_BYTES, type Cube, formatCells, parseCells } from '../../domain/dataset/cube.ts'
import type { Quality } from '../../domain/dataset/facets.ts'
import type { Sample } from '../../domain/dataset/sample.ts'
import type { SnapshotChunk, SnapshotPart } from '../../domain/dataset/snapshot.ts'
import { decodeUtf8 } from '../../r2/snapshot-store.ts'

/** Rows of one family and quality within a scatter object. */
export interface ScatterGroup {
  readonly family: number
  readonly quality: Quality
  readonly rows: number
  readonly firstLogIndex: number
  readonly offset: number
  readonly length: number
}

/** Rows of Parquet that wait to become parts, grouped by what parts are divided by. */
export interface Scatter {
  readonly key: string
  readonly groups: readonly ScatterGroup[]
}

export const PHASES = ['rows', 'parts', 'catalog', 'publish', 'done'] as const
export type Phase = (typeof PHASES)[number]

/** Where a build stands between two steps: all that the next one needs. */
export interface BuildState {
  readonly phase: Phase
  /** Every asset below this log index has its row. */
  readonly next: number
  readonly families: readonly string[]
  readonly tags: readonly string[]
  readonly rows: number
  /** Of the assets' files in the shards. */
  readonly bytes: number
  readonly chunks: readonly SnapshotChunk[]
  readonly scatters: readonly Scatter[]
  /** How many parts have been made of the scatters that wait. */
  readonly partsMade: number
  readonly parts: readonly SnapshotPart[]
  /** By the family's position in the dictionary. */
  readonly samples: readonly (readonly Sample[])[]
  /** By tag; '' is the cube of all assets. */
  readonly cubes: ReadonlyMap<string, Cube>
}

export const EMPTY_STATE: BuildState = {
  ...{ phase: 'rows', next: 0, families: [], tags: [], rows: 0, bytes: 0, chunks: [] },
  ...{ scatters: [], partsMade: 0, parts: [], samples: [], cubes: new Map() },
}

const HEAD_BYTES = 4

/** Length of the JSON (uint32 big-endian), the JSON with the length of each cube, the cubes' cells. */
export function formatState({ cubes, ...fields }: BuildState): Uint8Array {
  const lengths = [...cubes].map(([tag, { facets }]) => [tag, facets.length])
  const text = new TextEncoder().encode(JSON.stringify({ ...fields, cubes: lengths }))
  const head = new Uint8Array(HEAD_BYTES)
  new DataView(head.buffer).setUint32(0, text.length)
  const cells = [...cubes.values()].map((cube) => formatCells(cube, 0, cube.facets.length))
  return concatBytes(head, text, ...cells)
}

/** Reads what `formatState` wrote; throws for anything else. */
export function parseState(bytes: Uint8Array): BuildState {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0)
  const text = decodeUtf8(bytes.subarray(HEAD_BYTES, HEAD_BYTES + length))
  const { cubes: lengths, ...fields } = JSON.parse(text) as Omit<BuildState, 'cubes'> & {
    readonly cubes: readonly (readonly [tag: string, cells: number])[]
  }
  let at = HEAD_BYTES + length
  const cubes = new Map<string, Cube>()
  for (const [tag, cells] of lengths) {
    const end = at + cells * CELL_BYTES
    if (end > bytes.length) throw new RangeError('the state of a build is cut off')
    cubes.set(tag, parseCells([bytes.subarray(at, end)]))
    at = end
  }
  return { ...fields, cubes }
}
