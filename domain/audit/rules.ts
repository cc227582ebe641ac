/** Why a batch was rejected. Codes are public: add, never rename or reuse. */
export const AUDIT_RULES = {
  MANIFEST_HASH_MISMATCH: 'the stored manifest is not the committed one',
  MANIFEST_MALFORMED: 'the manifest is not in canonical form',
  MANIFEST_LEASE_MISMATCH: 'the manifest speaks of another batch, generator, grid, count or views',
  ROOT_MISMATCH: 'the committed root is not the root over the manifest',
  SHARD_HASH_MISMATCH: 'the stored shard is not the committed one',
  SHARD_TRUNCATED: 'the shard ends early',
  SHARD_MALFORMED: 'the shard is not the archive that the manifest describes',
  ASSET_HASH_MISMATCH: 'an asset is not the one that the manifest names',
  ASSET_NOT_REPRODUCED: 're-execution gives another asset',
  FACTS_NOT_REPRODUCED: 're-execution gives other facts',
  VIEWS_NOT_REPRODUCED: 're-execution renders another view, or the views are not those stated',
} as const

export type AuditRule = keyof typeof AUDIT_RULES

export type Verdict =
  | { readonly status: 'accepted'; readonly reexecuted: number }
  | { readonly status: 'rejected'; readonly rule: AuditRule; readonly index: number | null }
