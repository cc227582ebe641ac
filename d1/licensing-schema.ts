import { blob, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { LicenseId, OrderId, Sha256Hex, Wallet } from '../domain/ids.ts'
import type { LicenseTerm, LicenseTier } from '../domain/license/terms.ts'
import { LICENSE_TIERS } from '../domain/license/terms.ts'

export const snapshot = sqliteTable('snapshot', {
  version: text('version').primaryKey(),
  status: text('status', { enum: ['building', 'published'] }).notNull(),
  startedAtMs: integer('started_at_ms').notNull(),
  logSize: integer('log_size').notNull(),
  publishedAtMs: integer('published_at_ms'),
  assetCount: integer('asset_count'),
  bytes: integer('bytes'),
  root: text('root').$type<Sha256Hex>(),
  recordKey: text('record_key'),
  recordSha256: text('record_sha256').$type<Sha256Hex>(),
})

export const cubePage = sqliteTable(
  'cube_page',
  {
    version: text('version').notNull(),
    tag: text('tag').notNull(),
    page: integer('page').notNull(),
    cells: blob('cells', { mode: 'buffer' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.version, table.tag, table.page] })],
)

export const sample = sqliteTable('sample', {
  id: integer('id').primaryKey(),
  version: text('version').notNull(),
  logIndex: integer('log_index').notNull(),
  sha256: text('sha256').$type<Sha256Hex>().notNull(),
  facets: integer('facets').notNull(),
  family: text('family').notNull(),
  caption: text('caption').notNull(),
  tags: text('tags').notNull(),
  triangles: integer('triangles').notNull(),
  bytes: integer('bytes').notNull(),
})

export const ORDER_KINDS = ['new', 'renewal', 'extension'] as const
export const ORDER_STATUSES = ['open', 'licensed', 'expired'] as const

export const licenseOrder = sqliteTable('license_order', {
  id: text('id').$type<OrderId>().primaryKey(),
  requestKey: text('request_key').notNull(),
  wallet: text('wallet').$type<Wallet>().notNull(),
  version: text('version').notNull(),
  filter: text('filter').notNull(),
  tier: text('tier', { enum: LICENSE_TIERS }).$type<LicenseTier>().notNull(),
  termDays: integer('term_days').$type<LicenseTerm>().notNull(),
  assetCount: integer('asset_count').notNull(),
  bytes: integer('bytes').notNull(),
  priceAtoms: text('price_atoms').notNull(),
  discountAtoms: text('discount_atoms').notNull().default('0'),
  priceVersion: integer('price_version').notNull(),
  follows: text('follows').$type<LicenseId>(),
  kind: text('kind', { enum: ORDER_KINDS }).notNull(),
  reference: text('reference').notNull(),
  createdAtMs: integer('created_at_ms').notNull(),
  expiresAtMs: integer('expires_at_ms').notNull(),
  status: text('status', { enum: ORDER_STATUSES }).notNull(),
  checkedAtMs: integer('checked_at_ms').notNull().default(0),
})

export const PAYMENT_STATUSES = ['pending', 'confirmed', 'reversed'] as const

export const payment = sqliteTable('payment', {
  signature: text('signature').primaryKey(),
  orderId: text('order_id').$type<OrderId>().notNull(),
  wallet: text('wallet').$type<Wallet>().notNull(),
  payer: text('payer').$type<Wallet>().notNull(),
  atoms: text('atoms').notNull(),
  slot: integer('slot').notNull(),
  paidAtMs: integer('paid_at_ms').notNull(),
  seenAtMs: integer('seen_at_ms').notNull(),
  late: integer('late', { mode: 'boolean' }).notNull(),
  status: text('status', { enum: PAYMENT_STATUSES }).notNull(),
})

/** How far the transactions that name an order's reference were read. */
export const paymentScan = sqliteTable('payment_scan', {
  orderId: text('order_id').$type<OrderId>().primaryKey(),
  signature: text('signature').notNull(),
})

/** When the endpoints were last asked for an order's payments because somebody wished it. */
export const paymentLook = sqliteTable('payment_look', {
  orderId: text('order_id').$type<OrderId>().primaryKey(),
  askedAtMs: integer('asked_at_ms').notNull(),
})

/** How far an endpoint's list of the vault's transactions was read. */
export const vaultScan = sqliteTable(
  'vault_scan',
  {
    account: text('account').notNull(),
    endpoint: text('endpoint').notNull(),
    readTo: text('read_to'),
    top: text('top'),
    before: text('before'),
  },
  (table) => [primaryKey({ columns: [table.account, table.endpoint] })],
)

/** What the vault's token account was named in, by any endpoint's word. */
export const vaultTransaction = sqliteTable('vault_transaction', {
  signature: text('signature').primaryKey(),
  slot: integer('slot').notNull(),
  turnAtMs: integer('turn_at_ms').notNull(),
  closed: integer('closed', { mode: 'boolean' }).notNull(),
})

export const license = sqliteTable('license', {
  id: text('id').$type<LicenseId>().primaryKey(),
  orderId: text('order_id').$type<OrderId>().notNull(),
  wallet: text('wallet').$type<Wallet>().notNull(),
  version: text('version').notNull(),
  filter: text('filter').notNull(),
  tier: text('tier', { enum: LICENSE_TIERS }).$type<LicenseTier>().notNull(),
  termDays: integer('term_days').$type<LicenseTerm>().notNull(),
  assetCount: integer('asset_count').notNull(),
  bytes: integer('bytes').notNull(),
  priceAtoms: text('price_atoms').notNull(),
  issuedAtMs: integer('issued_at_ms').notNull(),
  startsAtMs: integer('starts_at_ms').notNull(),
  endsAtMs: integer('ends_at_ms').notNull(),
  statusIndex: integer('status_index').notNull(),
  revokedAtMs: integer('revoked_at_ms'),
  revokedReason: text('revoked_reason'),
  jws: text('jws').notNull(),
})

export const ACCESS_KINDS = ['shards', 'recipe', 'manifest'] as const

export const licenseAccess = sqliteTable(
  'license_access',
  {
    licenseId: text('license_id').$type<LicenseId>().notNull(),
    minute: integer('minute').notNull(),
    kind: text('kind', { enum: ACCESS_KINDS }).notNull(),
    requests: integer('requests').notNull(),
    urls: integer('urls').notNull(),
    assets: integer('assets').notNull(),
  },
  (table) => [primaryKey({ columns: [table.licenseId, table.minute, table.kind] })],
)

export const sessionNonce = sqliteTable('session_nonce', {
  nonce: text('nonce').primaryKey(),
  wallet: text('wallet').$type<Wallet>().notNull(),
  expiresAtMs: integer('expires_at_ms').notNull(),
  usedAtMs: integer('used_at_ms'),
})
