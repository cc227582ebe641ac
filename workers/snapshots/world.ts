import type { AcceptedAsset, AcceptedBatch } from '../../domain/dataset/accepted-asset.ts'
import type { Cube } from '../../domain/dataset/cube.ts'
import type { Sample } from '../../domain/dataset/sample.ts'
import type { SnapshotRecord } from '../../domain/dataset/snapshot.ts'
import type { Sha256Hex } from '../../domain/ids.ts'
import type { SnapshotBucket } from '../../r2/snapshot-store.ts'

/** What is built: fixed when a build begins, so that every repeat makes the same bytes. */
export interface BuildPlan {
  readonly version: string
  /** The latest version when the build began. */
  readonly parent: string | null
  /** Whether what the parent has stays as it is; otherwise everything is taken anew. */
  readonly extendsParent: boolean
  readonly startedAtMs: number
  readonly logOrigin: string
  readonly logSize: number
  /** Assets in the log below its size: rows that there must be in the end. */
  readonly assets: number
}

export interface BatchRange {
  /** The first log index that is wanted. */
  readonly from: number
  /** Exclusive. */
  readonly to: number
  readonly batchesMax: number
}

/** Where registered assets are read from. */
export interface AssetSource {
  /** The first batches with a log index in the range, in the order of the log. */
  batches(range: BatchRange): Promise<readonly AcceptedBatch[]>
  /** Assets of a batch that are in the log, in its order. */
  assets(batch: AcceptedBatch): Promise<readonly AcceptedAsset[]>
}

/** What a version is found, counted and shown by. */
export interface SnapshotCatalog {
  putCubes(version: string, cubes: Iterable<readonly [tag: string, cube: Cube]>): Promise<void>
  putSamples(version: string, samples: readonly Sample[]): Promise<void>
  /** Makes the version visible. */
  publish(record: SnapshotRecord, recordSha256: Sha256Hex): Promise<void>
}

/** All that a build touches; nothing of it is known by name here, so that it also runs outside of workerd. */
export interface BuildWorld {
  readonly bucket: SnapshotBucket
  readonly source: AssetSource
  readonly catalog: SnapshotCatalog
}
