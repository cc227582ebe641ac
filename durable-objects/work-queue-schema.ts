import { type BatchId, batchId, type LeaseId, type NodeId } from '../domain/ids.ts'
import type { ViewsRequest } from '../domain/lease/views.ts'

/**
 * One row per lease ever given; `returned` holds batch numbers whose lease expired or was rejected.
 * `settled_rank` counts the settled leases of a node in the order of their verdicts.
 */
const WORK_QUEUE_SCHEMA = `
  CREATE TABLE IF NOT EXISTS lease (
    lease_id TEXT PRIMARY KEY,
    node_id TEXT NOT NULL,
    request_key TEXT NOT NULL,
    batch_number INTEGER NOT NULL CHECK (batch_number >= 0),
    count_max INTEGER NOT NULL CHECK (count_max > 0),
    asset_count INTEGER NOT NULL CHECK (asset_count > 0),
    grid INTEGER NOT NULL CHECK (grid > 0),
    issued_at_ms INTEGER NOT NULL,
    expires_at_ms INTEGER NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('open', 'expired', 'committed', 'accepted', 'rejected')),
    declaration TEXT,
    upload_id TEXT,
    "commit" TEXT,
    committed_at_ms INTEGER,
    settled_rank INTEGER,
    swept INTEGER NOT NULL DEFAULT 0 CHECK (swept IN (0, 1)),
    UNIQUE (node_id, request_key)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS lease_open ON lease (expires_at_ms) WHERE status = 'open';
  CREATE INDEX IF NOT EXISTS lease_by_node ON lease (node_id, status, settled_rank);
  CREATE INDEX IF NOT EXISTS lease_abandoned ON lease (expires_at_ms)
    WHERE swept = 0 AND declaration IS NOT NULL AND status IN ('expired', 'rejected');
  CREATE UNIQUE INDEX IF NOT EXISTS lease_holds_batch ON lease (batch_number)
    WHERE status IN ('open', 'committed', 'accepted');
  CREATE TABLE IF NOT EXISTS returned (batch_number INTEGER PRIMARY KEY) STRICT;
  CREATE TABLE IF NOT EXISTS next_batch (
    only INTEGER PRIMARY KEY CHECK (only = 1), batch_number INTEGER NOT NULL
  ) STRICT;
  INSERT INTO next_batch VALUES (1, 0) ON CONFLICT DO NOTHING;
`

/** Columns that leases did not have at first, with what holds for those that were given before. */
const LATER_COLUMNS = {
  generator: `TEXT NOT NULL DEFAULT 'piwa-procedural@1'`,
  view_count: 'INTEGER NOT NULL DEFAULT 0 CHECK (view_count >= 0)',
  view_size: 'INTEGER NOT NULL DEFAULT 0 CHECK (view_size >= 0)',
} as const

/** Brings a queue of any age up to date. */
export function openWorkQueue(sql: SqlStorage): void {
  sql.exec(WORK_QUEUE_SCHEMA)
  const columns = sql
    .exec<{ name: string }>(`SELECT name FROM pragma_table_info('lease')`)
    .toArray()
  const known = new Set(columns.map(({ name }) => name))
  for (const [name, type] of Object.entries(LATER_COLUMNS)) {
    if (!known.has(name)) sql.exec(`ALTER TABLE lease ADD COLUMN ${name} ${type}`)
  }
}

export type QueuedLeaseStatus = 'open' | 'expired' | 'committed' | 'accepted' | 'rejected'

export type LeaseRow = {
  lease_id: string
  node_id: string
  request_key: string
  batch_number: number
  count_max: number
  asset_count: number
  grid: number
  issued_at_ms: number
  expires_at_ms: number
  status: QueuedLeaseStatus
  declaration: string | null
  upload_id: string | null
  commit: string | null
  committed_at_ms: number | null
  settled_rank: number | null
  generator: string
  /** 0 where the lease asks for none. */
  view_count: number
  view_size: number
}

export interface QueuedLease {
  readonly leaseId: LeaseId
  readonly batchId: BatchId
  readonly batchNumber: number
  readonly nodeId: NodeId
  /** What the node asked for at most. */
  readonly countMax: number
  readonly count: number
  readonly generator: string
  readonly grid: number
  readonly views: ViewsRequest | null
  readonly expiresAtMs: number
  readonly status: QueuedLeaseStatus
  /** The sizes and hashes that the upload URLs were made for, as the node declared them. */
  readonly declaration: string | null
  readonly uploadId: string | null
  /** The commit as it was accepted, in canonical form. */
  readonly commit: string | null
  readonly committedAtMs: number | null
}

export function toLease(row: LeaseRow): QueuedLease {
  return {
    leaseId: row.lease_id as LeaseId,
    batchId: batchId(row.batch_number),
    batchNumber: row.batch_number,
    nodeId: row.node_id as NodeId,
    countMax: row.count_max,
    count: row.asset_count,
    generator: row.generator,
    grid: row.grid,
    views: row.view_count === 0 ? null : { count: row.view_count, size: row.view_size },
    expiresAtMs: row.expires_at_ms,
    status: row.status,
    declaration: row.declaration,
    uploadId: row.upload_id,
    commit: row.commit,
    committedAtMs: row.committed_at_ms,
  }
}
