import { z } from 'zod'
import { AUDIT_RULES, type AuditRule } from '../../domain/audit/rules.ts'
import { isBatchId, isLeaseId, isNodeId, isSha256Hex, isWallet } from '../../domain/ids.ts'
import { LEASE_STATUSES } from '../../domain/lease/status.ts'
import {
  VIEW_COUNT_MAX,
  VIEW_SIZE_MAX,
  VIEW_SIZE_MIN,
  VIEW_SIZE_STEP,
} from '../../domain/lease/views.ts'
import { MANIFEST_BYTES_MAX } from '../../domain/shard/manifest.ts'

/**
 * The wire between nodes and the oracle. `docs/protocol.md` is its prose; gpu-client imports it.
 * Sizes are in bytes, times in milliseconds since 1970.
 */

export const NodeIdText = z.string().refine(isNodeId, 'malformed node id')
export const BatchIdText = z.string().refine(isBatchId, 'malformed batch id')
export const LeaseIdText = z.string().refine(isLeaseId, 'malformed lease id')
export const WalletText = z.string().refine(isWallet, 'malformed wallet address')
export const Sha256Text = z.string().refine(isSha256Hex, 'not a SHA-256 in hex')

const Hex32Bytes = z.string().regex(/^[0-9a-f]{64}$/, 'not 32 bytes in hex')
const Count = z.number().int().nonnegative()
const TimeMs = z.number().int().positive()
const RequestKey = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/, 'not 16 to 64 url-safe characters')

export const SHARD_BYTES_MAX = 1024 * 1024 * 1024
/** Shards above this are uploaded in parts. */
export const SINGLE_UPLOAD_BYTES_MAX = 8 * 1024 * 1024
/** Length of every part but the last. */
export const PART_BYTES = 8 * 1024 * 1024
const PARTS_MAX = SHARD_BYTES_MAX / PART_BYTES
const LEASE_COUNT_MAX = 256

export const Problem = z
  .object({ code: z.string(), context: z.record(z.string(), z.string()), requestId: z.string() })
  .meta({ id: 'Problem' })

export const RegisterRequest = z
  .object({
    publicKey: Hex32Bytes,
    wallet: WalletText,
    payoutAddress: WalletText,
    issuedAtMs: TimeMs,
    /** Ed25519 signature of the wallet over `registrationText`, 128 hex digits. */
    walletSignature: z.string().regex(/^[0-9a-f]{128}$/, 'not 64 bytes in hex'),
  })
  .meta({ id: 'RegisterRequest' })

export const RegisteredNode = z
  .object({ nodeId: NodeIdText, wallet: WalletText, registeredAtMs: TimeMs })
  .meta({ id: 'RegisteredNode' })

export const LeaseRequest = z
  .object({
    /** Chosen by the node; the same key gives the same lease. */
    requestKey: RequestKey,
    countMax: z.number().int().min(1).max(LEASE_COUNT_MAX),
  })
  .meta({ id: 'LeaseRequest' })

export const Views = z.object({
  count: z.number().int().min(1).max(VIEW_COUNT_MAX),
  /** Width and height in pixels. */
  size: z.number().int().min(VIEW_SIZE_MIN).max(VIEW_SIZE_MAX).multipleOf(VIEW_SIZE_STEP),
})

export const Lease = z
  .object({
    leaseId: LeaseIdText,
    batchId: BatchIdText,
    generator: z.string(),
    /** 32 bytes in hex; asset seeds follow from it. */
    seed: Hex32Bytes,
    count: z.number().int().min(1).max(LEASE_COUNT_MAX),
    grid: z.number().int().positive(),
    /** Rendered views of each asset, where the network asks for them. */
    views: Views.nullable().default(null),
    expiresAtMs: TimeMs,
  })
  .meta({ id: 'Lease' })

export const StoredObject = z
  .object({ bytes: z.number().int().min(1).max(SHARD_BYTES_MAX), sha256: Sha256Text })
  .meta({ id: 'StoredObject' })

/** Bounds what an audit reads at once. */
export const StoredManifest = z
  .object({ bytes: z.number().int().min(1).max(MANIFEST_BYTES_MAX), sha256: Sha256Text })
  .meta({ id: 'StoredManifest' })

export const UploadRequest = z
  .object({ shard: StoredObject, manifest: StoredManifest })
  .meta({ id: 'UploadRequest' })

const UploadPart = z.object({ number: z.number().int().positive(), bytes: Count, url: z.url() })

/** How to bring one object into the store. Send exactly the headers given, with exactly the bytes declared. */
export const Upload = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('stored') }),
    z.object({
      kind: z.literal('single'),
      url: z.url(),
      headers: z.record(z.string(), z.string()),
    }),
    z.object({ kind: z.literal('multipart'), uploadId: z.string(), parts: z.array(UploadPart) }),
  ])
  .meta({ id: 'Upload' })

export const Uploads = z
  .object({ shard: Upload, manifest: Upload, expiresAtMs: TimeMs })
  .meta({ id: 'Uploads' })

export const CompleteUploadRequest = z
  .object({
    uploadId: z.string().min(1).max(2_048),
    parts: z
      .array(z.object({ number: z.number().int().positive(), etag: z.string().min(1).max(256) }))
      .min(1)
      .max(PARTS_MAX),
  })
  .meta({ id: 'CompleteUploadRequest' })

export const CommitRequest = z
  .object({
    batchId: BatchIdText,
    shard: StoredObject,
    manifest: StoredManifest,
    /** RFC 6962 root over the batch's assets, in hex. */
    root: Hex32Bytes,
  })
  .meta({ id: 'CommitRequest' })

const AUDIT_RULE_NAMES = Object.keys(AUDIT_RULES) as [AuditRule, ...AuditRule[]]

/**
 * Where a lease stands: open, then committed, accepted (audited), registered (in the log), minted;
 * or expired, or rejected with the rule and the first asset that broke it.
 */
export const LeaseState = z
  .object({
    leaseId: LeaseIdText,
    batchId: BatchIdText,
    status: z.enum(LEASE_STATUSES),
    rule: z.enum(AUDIT_RULE_NAMES).nullable(),
    ruleIndex: Count.nullable(),
    assets: Count,
    reexecuted: Count,
    duplicates: Count,
    firstLogIndex: Count.nullable(),
    minted: Count,
  })
  .meta({ id: 'LeaseState' })

export const Cnft = z
  .object({ assetId: WalletText, tree: WalletText, leafIndex: Count, signature: z.string() })
  .meta({ id: 'Cnft' })

/** What a node holds of one of its assets. A duplicate has no log index and no cNFT of its own. */
export const Receipt = z
  .object({
    index: Count,
    sha256: Sha256Text,
    logIndex: Count.nullable(),
    duplicate: z.boolean(),
    cnft: Cnft.nullable(),
  })
  .meta({ id: 'Receipt' })

export const Receipts = z
  .object({ leaseId: LeaseIdText, batchId: BatchIdText, receipts: z.array(Receipt) })
  .meta({ id: 'Receipts' })

export const CosignatureRequest = z
  .object({ size: Count, line: z.string().min(1).max(512) })
  .meta({ id: 'CosignatureRequest' })

/** What a client has to know of a network before it speaks to it. */
export const Network = z
  .object({
    publicUrl: z.url(),
    logUrl: z.url(),
    logOrigin: z.string(),
    /** signed-note verifier key of the log. */
    logKey: z.string(),
    generator: z.string(),
    /** A Solana RPC node that anyone may ask. */
    rpcUrl: z.url(),
  })
  .meta({ id: 'Network' })

export type RegisterRequest = z.infer<typeof RegisterRequest>
export type RegisteredNode = z.infer<typeof RegisteredNode>
export type LeaseRequest = z.infer<typeof LeaseRequest>
export type Lease = z.infer<typeof Lease>
export type UploadRequest = z.infer<typeof UploadRequest>
export type Upload = z.infer<typeof Upload>
export type Uploads = z.infer<typeof Uploads>
export type CompleteUploadRequest = z.infer<typeof CompleteUploadRequest>
export type CommitRequest = z.infer<typeof CommitRequest>
export type LeaseState = z.infer<typeof LeaseState>
export type Receipt = z.infer<typeof Receipt>
export type Receipts = z.infer<typeof Receipts>
export type CosignatureRequest = z.infer<typeof CosignatureRequest>
export type Network = z.infer<typeof Network>
export type Problem = z.infer<typeof Problem>
