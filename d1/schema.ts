import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { AuditRule } from '../domain/audit/rules.ts'
import type { LeaseId, NodeId, Sha256Hex, Wallet } from '../domain/ids.ts'
import { SUBMISSION_STATUSES } from '../domain/lease/status.ts'

export const node = sqliteTable('node', {
  id: text('id').$type<NodeId>().primaryKey(),
  publicKey: text('public_key').notNull(),
  wallet: text('wallet').$type<Wallet>().notNull(),
  payoutAddress: text('payout_address').$type<Wallet>().notNull(),
  issuedAtMs: integer('issued_at_ms').notNull(),
  walletSignature: text('wallet_signature').notNull(),
  registeredAtMs: integer('registered_at_ms').notNull(),
})

export const submission = sqliteTable('submission', {
  leaseId: text('lease_id').$type<LeaseId>().primaryKey(),
  batchNumber: integer('batch_number').notNull(),
  nodeId: text('node_id').$type<NodeId>().notNull(),
  generator: text('generator').notNull(),
  grid: integer('grid').notNull(),
  viewCount: integer('view_count').notNull().default(0),
  viewSize: integer('view_size').notNull().default(0),
  assetCount: integer('asset_count').notNull(),
  shardSha256: text('shard_sha256').$type<Sha256Hex>().notNull(),
  shardBytes: integer('shard_bytes').notNull(),
  manifestSha256: text('manifest_sha256').$type<Sha256Hex>().notNull(),
  manifestBytes: integer('manifest_bytes').notNull(),
  root: text('root').notNull(),
  committedAtMs: integer('committed_at_ms').notNull(),
  resentAtMs: integer('resent_at_ms').notNull().default(0),
  status: text('status', { enum: SUBMISSION_STATUSES }).notNull(),
  challenge: text('challenge'),
  decidedAtMs: integer('decided_at_ms'),
  rule: text('rule').$type<AuditRule>(),
  ruleIndex: integer('rule_index'),
  reexecuted: integer('reexecuted').notNull().default(0),
  duplicates: integer('duplicates').notNull().default(0),
  firstLogIndex: integer('first_log_index'),
  minted: integer('minted').notNull().default(0),
  mintTransactions: integer('mint_transactions').notNull().default(0),
})

export const anchor = sqliteTable(
  'anchor',
  {
    origin: text('origin').notNull(),
    size: integer('size').notNull(),
    root: text('root').notNull(),
    signature: text('signature').notNull(),
    slot: integer('slot').notNull(),
    anchoredAtMs: integer('anchored_at_ms').notNull(),
  },
  (table) => [primaryKey({ columns: [table.origin, table.size] })],
)
