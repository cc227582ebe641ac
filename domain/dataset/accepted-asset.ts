import type { LeaseId, NodeId, Sha256Hex, Wallet } from '../ids.ts'
import type { ViewsRequest } from '../lease/views.ts'
import { type AssetKind, packFacets, type Quality, triangleRangeOf } from './facets.ts'
import type { Row } from './row.ts'

/** A batch in the log, as far as a snapshot states it. */
export interface AcceptedBatch {
  readonly batchNumber: number
  readonly leaseId: LeaseId
  readonly generator: string
  readonly grid: number
  readonly views: ViewsRequest | null
  /** How many assets the batch has, duplicates included. */
  readonly count: number
  /** How many of them are in the log as the assets of earlier batches. */
  readonly duplicates: number
  /** Of the first asset that is no duplicate; the others follow. */
  readonly firstLogIndex: number
  readonly manifestSha256: Sha256Hex
  readonly shardKey: string
  readonly shardSha256: Sha256Hex
  readonly shardBytes: number
  readonly node: NodeId
  /** The wallet that the node works for. */
  readonly uploader: Wallet
  readonly registeredAtMs: number
}

/** An asset in the log, as far as a snapshot states it. */
export interface AcceptedAsset {
  readonly logIndex: number
  /** Position in the batch. */
  readonly index: number
  readonly sha256: Sha256Hex
  readonly offset: number
  readonly bytes: number
  readonly span: number
  readonly kind: AssetKind
  readonly family: string
  readonly quality: Quality
  readonly nsfw: boolean
  readonly triangles: number
  readonly vertices: number
  readonly parts: number
  /** Different ones; null where the manifest does not say. */
  readonly materials: number | null
  /** Each once. */
  readonly tags: readonly string[]
  readonly caption: string
  readonly descriptor: string
}

/** Positions of names in a snapshot's dictionary. */
export interface NamePlaces {
  readonly family: (name: string) => number
  readonly tag: (name: string) => number
}

export function rowOf(batch: AcceptedBatch, asset: AcceptedAsset, places: NamePlaces): Row {
  const { logIndex, index, sha256, offset, bytes, span, quality, nsfw, kind } = asset
  const facets = packFacets({
    ...{ family: places.family(asset.family), quality, nsfw, kind },
    ...{ triangles: triangleRangeOf(asset.triangles), views: batch.views !== null },
  })
  const tags = asset.tags.map(places.tag)
  return {
    ...{ logIndex, batchNumber: batch.batchNumber, index, sha256, offset, bytes, span },
    ...{ facets, tags },
  }
}
