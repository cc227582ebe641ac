import type { AcceptedAsset, AcceptedBatch } from './accepted-asset.ts'

/** Who an asset's labels are from; so far it is always a machine. */
export const LABEL_SOURCES = ['machine'] as const

/** `long` where a value may be beyond 2^31. */
export type ColumnType = 'integer' | 'long' | 'text' | 'texts' | 'boolean' | 'time'

interface ColumnSpec {
  readonly name: string
  readonly type: ColumnType
  readonly nullable?: true
  readonly description: string
}

/** The columns of a snapshot's Parquet files, in their order: one row for each asset. */
export const COLUMNS = [
  { name: 'log_index', type: 'long', description: 'Position in the provenance log.' },
  { name: 'sha256', type: 'text', description: 'SHA-256 of the GLB, in hex.' },
  { name: 'kind', type: 'text', description: 'How the asset came about.' },
  { name: 'generator', type: 'text', description: 'Name and version of the generator.' },
  { name: 'grid', type: 'integer', description: 'Samples along each axis of the grid.' },
  { name: 'batch', type: 'long', description: 'Number of the batch.' },
  { name: 'index', type: 'integer', description: 'Position in the batch.' },
  { name: 'family', type: 'text', description: 'Family of shapes.' },
  { name: 'quality', type: 'text', description: 'Class of quality, as in Objaverse++.' },
  {
    name: 'nsfw',
    type: 'boolean',
    description: 'Whether the asset is marked as not safe for work.',
  },
  { name: 'triangles', type: 'integer', description: 'Triangles of the mesh.' },
  { name: 'vertices', type: 'integer', description: 'Vertices of the mesh.' },
  { name: 'parts', type: 'integer', description: 'Parts of the mesh.' },
  {
    name: 'materials',
    type: 'integer',
    nullable: true,
    description: 'Different materials; null where the generator does not name them.',
  },
  { name: 'tags', type: 'texts', description: 'Names of WordNet synsets or LVIS categories.' },
  { name: 'caption', type: 'text', description: 'One sentence that describes the asset.' },
  { name: 'label_source', type: 'text', description: 'Who the labels are from.' },
  { name: 'bytes', type: 'integer', description: 'Length of the GLB in bytes.' },
  { name: 'offset', type: 'long', description: 'Where the GLB starts in the shard.' },
  { name: 'span', type: 'integer', description: 'Length of all files of the asset in the shard.' },
  { name: 'shard', type: 'text', description: 'Key of the shard, a tar as WebDataset reads it.' },
  { name: 'shard_sha256', type: 'text', description: 'SHA-256 of the shard, in hex.' },
  { name: 'views_count', type: 'integer', description: 'Rendered views of the asset.' },
  { name: 'views_size', type: 'integer', description: 'Width and height of a view in pixels.' },
  { name: 'uploader', type: 'text', description: 'Solana wallet of the first uploader.' },
  { name: 'node', type: 'text', description: 'Node that made the asset.' },
  { name: 'registered_at', type: 'time', description: 'When the asset was accepted.' },
  { name: 'descriptor', type: 'text', description: 'Shape and color in 88 bytes, in hex.' },
] as const satisfies readonly ColumnSpec[]

export type Column = (typeof COLUMNS)[number]
export type ColumnName = Column['name']
export type Cell = string | number | boolean | null | readonly string[]
export type CellsOf = Readonly<Record<ColumnName, Cell>>

/** What the columns hold of one asset; a time is in milliseconds. */
export function cellsOf(batch: AcceptedBatch, asset: AcceptedAsset): CellsOf {
  return {
    log_index: asset.logIndex,
    sha256: asset.sha256,
    kind: asset.kind,
    generator: batch.generator,
    grid: batch.grid,
    batch: batch.batchNumber,
    index: asset.index,
    family: asset.family,
    quality: asset.quality,
    nsfw: asset.nsfw,
    triangles: asset.triangles,
    vertices: asset.vertices,
    parts: asset.parts,
    materials: asset.materials,
    tags: asset.tags,
    caption: asset.caption,
    label_source: LABEL_SOURCES[0],
    bytes: asset.bytes,
    offset: asset.offset,
    span: asset.span,
    shard: batch.shardKey,
    shard_sha256: batch.shardSha256,
    views_count: batch.views?.count ?? 0,
    views_size: batch.views?.size ?? 0,
    uploader: batch.uploader,
    node: batch.node,
    registered_at: batch.registeredAtMs,
    descriptor: asset.descriptor,
  }
}
