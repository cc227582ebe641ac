import type { BatchId, Sha256Hex, Wallet } from '../../domain/ids.ts'

/** One asset to mint: its position in the provenance log and the SHA-256 of its GLB. */
export interface MintAsset {
  readonly logIndex: number
  readonly sha256: Sha256Hex
}

/** `id` makes the request idempotent; 1 to `ASSETS_MAX` assets, each minted once over all requests. */
export interface MintRequest {
  readonly id: BatchId
  readonly owner: Wallet
  readonly assets: readonly MintAsset[]
}

/** A finalized compressed NFT. `leafIndex` counts within `tree`; `signature` is shared by its batch. */
export interface Minted extends MintAsset {
  readonly assetId: string
  readonly tree: string
  readonly leafIndex: number
  readonly signature: string
}

/** What the treasury will not do. Final: the same request meets the same answer. */
export interface TreasuryRefused {
  readonly status: 'refused'
  readonly code: TreasuryRefusal
  readonly context: Readonly<Record<string, string>>
}

export type TreasuryRefusal =
  | 'REQUEST_INVALID'
  | 'OWNER_INVALID'
  | 'MINT_CONFLICT'
  | 'ANCHOR_CONFLICT'
  | 'ANCHOR_STALE'
  | 'INSTRUCTION_REFUSED'
  | 'CHAIN_REJECTED'

/** `pending` promises that the work is recorded and goes on without the caller; ask again by the same id. */
export type MintReply =
  | {
      readonly status: 'minted'
      readonly mints: readonly Minted[]
      readonly transactions: number
    }
  | { readonly status: 'pending'; readonly minted: number; readonly total: number }
  | TreasuryRefused

/** A checkpoint of the log: `root` is base64, `checkpoint` the signed note that states all three. */
export interface AnchorRequest {
  readonly origin: string
  readonly size: number
  readonly root: string
  readonly checkpoint: string
}

export type AnchorReply =
  | { readonly status: 'anchored'; readonly signature: string; readonly slot: number }
  | { readonly status: 'pending' }
  | TreasuryRefused

/** `balanceLamports` is null while the chain cannot be asked; `pending` counts open transactions. */
export interface TreasuryStatus {
  readonly address: string
  readonly balanceLamports: string | null
  readonly tree: string | null
  readonly minted: number
  readonly transactions: number
  readonly pending: number
}

/** The service-binding surface, for callers that bind `entrypoint = "Treasury"`. */
export interface TreasuryService {
  mint(request: MintRequest): Promise<MintReply>
  anchor(request: AnchorRequest): Promise<AnchorReply>
  status(): Promise<TreasuryStatus>
  /** The wallet whose RENDER account receives payments. */
  vault(): Promise<{ readonly wallet: string }>
}

export const ASSETS_MAX = 256
