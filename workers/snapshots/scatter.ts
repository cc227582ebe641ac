import { concatBytes } from '../../domain/bytes.ts'
import { type Cell, type CellsOf, COLUMNS, type ColumnName } from '../../domain/dataset/columns.ts'
import type { Quality } from '../../domain/dataset/facets.ts'
import { decodeUtf8, readObject, type SnapshotBucket } from '../../r2/snapshot-store.ts'
import type { ScatterGroup } from './state.ts'

/** The values of rows, column by column. */
export type Columns = Record<ColumnName, Cell[]>

export function emptyColumns(): Columns {
  return Object.fromEntries(COLUMNS.map(({ name }) => [name, []])) as unknown as Columns
}

/** Gathers rows by what parts are divided by. */
export class Scatterer {
  readonly #groups = new Map<string, { family: number; quality: Quality; columns: Columns }>()

  add(family: number, quality: Quality, cells: CellsOf): void {
    const key = `${family} ${quality}`
    const group = this.#groups.get(key) ?? { family, quality, columns: emptyColumns() }
    this.#groups.set(key, group)
    for (const { name } of COLUMNS) group.columns[name].push(cells[name])
  }

  /** The object that holds all groups, each as JSON, and where each of them lies. */
  build(): { readonly bytes: Uint8Array; readonly groups: readonly ScatterGroup[] } {
    const encoder = new TextEncoder()
    const parts: Uint8Array[] = []
    const groups: ScatterGroup[] = []
    let offset = 0
    for (const { family, quality, columns } of this.#groups.values()) {
      const part = encoder.encode(JSON.stringify(columns))
      const firstLogIndex = Number(columns.log_index[0])
      const rows = columns.log_index.length
      groups.push({ family, quality, rows, firstLogIndex, offset, length: part.length })
      parts.push(part)
      offset += part.length
    }
    return { bytes: concatBytes(...parts), groups }
  }
}

/** Adds the rows of a stored group to columns. */
export async function readGroup(
  bucket: SnapshotBucket,
  key: string,
  { offset, length }: ScatterGroup,
  into: Columns,
): Promise<void> {
  const bytes = await readObject(bucket, key, { offset, length })
  const columns = JSON.parse(decodeUtf8(bytes)) as Columns
  for (const { name } of COLUMNS) {
    const target = into[name]
    for (const cell of columns[name]) target.push(cell)
  }
}
