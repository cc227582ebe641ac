import type { DecodedArray, SchemaElement } from 'hyparquet'
import { ByteWriter, parquetWrite } from 'hyparquet-writer'
import { type Cell, COLUMNS, type ColumnType } from '../../domain/dataset/columns.ts'
import type { Columns } from './scatter.ts'

/** Small enough that a reader of a range takes few rows it does not want. */
export const ROW_GROUP_ROWS = 4_096

/** Columns by whose bounds a reader can skip pages. */
const INDEXED = new Set(['log_index', 'sha256', 'triangles', 'batch'])

/** One Parquet file, compressed with Snappy, which every reader knows. */
export function parquetBytes(columns: Columns): Uint8Array {
  const writer = new ByteWriter()
  const written = parquetWrite({
    writer,
    schema: SCHEMA,
    columnData: COLUMNS.map(({ name, type }) => ({
      name,
      data: toParquet(type, columns[name]),
      columnIndex: INDEXED.has(name),
    })),
    rowGroupSize: ROW_GROUP_ROWS,
    // As readers parse it who decide by the writer whether its statistics can be trusted.
    createdBy: 'piwa version 1',
  })
  // Only writers to a stream make it wait.
  if (written !== undefined) throw new Error('a writer to memory does not wait')
  return writer.getBytes().slice()
}

const SCHEMA: SchemaElement[] = [
  { name: 'root', num_children: COLUMNS.length },
  ...COLUMNS.flatMap((column) =>
    elementsOf(column.name, column.type, 'nullable' in column ? 'OPTIONAL' : 'REQUIRED'),
  ),
]

function elementsOf(
  name: string,
  type: ColumnType,
  repetition: 'OPTIONAL' | 'REQUIRED',
): SchemaElement[] {
  const common = { name, repetition_type: repetition }
  switch (type) {
    case 'integer':
      return [{ ...common, type: 'INT32' }]
    case 'long':
      return [{ ...common, type: 'INT64' }]
    case 'boolean':
      return [{ ...common, type: 'BOOLEAN' }]
    case 'text':
      return [{ ...common, type: 'BYTE_ARRAY', converted_type: 'UTF8' }]
    case 'time':
      return [{ ...common, type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' }]
    case 'texts':
      return [
        { ...common, num_children: 1, converted_type: 'LIST' },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        {
          ...{ name: 'element', repetition_type: 'REQUIRED' },
          ...{ type: 'BYTE_ARRAY', converted_type: 'UTF8' },
        },
      ]
  }
}

function toParquet(type: ColumnType, cells: Cell[]): DecodedArray {
  if (type !== 'long' && type !== 'time') return cells
  return cells.map((cell) => BigInt(Number(cell)))
}
