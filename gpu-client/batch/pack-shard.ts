import { fromHex } from '../../domain/bytes.ts'
import { utf8Bytes } from '../../domain/log/utf8.ts'
import { assetSeed } from '../../domain/seed/asset-seed.ts'
import type { ManifestAsset } from '../../domain/shard/asset-record.ts'
import { batchRoot } from '../../domain/shard/batch-root.ts'
import { formatManifest, manifestOf } from '../../domain/shard/manifest.ts'
import { TAR_END } from '../../domain/shard/tar.ts'
import { isGeneratorId } from '../../generator/versions.ts'
import { sha256 } from '../../signing/sha256.ts'
import type { CommitRequest, Lease } from '../../workers/oracle/schema.ts'
import type { Backend, HashedAsset } from '../backend/backend.ts'
import { ClientFault } from '../faults.ts'
import { writeDurably } from '../home/durable-file.ts'
import { type HomePaths, manifestPath, shardPath } from '../home/paths.ts'
import { packAsset } from './asset-files.ts'
import { inOrder } from './in-order.ts'
import type { Pace } from './pace.ts'
import { appendFile, createTape, type Tape } from './tape.ts'

export interface Packer {
  readonly paths: HomePaths
  readonly backend: Backend
  readonly pace: Pace
  /** Called after each asset. */
  readonly packed: () => void
}

/**
 * Generates the batch and writes its shard and manifest. Memory holds no more than the assets that
 * the backend works on. Answers what the node will commit to; the same lease gives the same answer.
 */
export async function packShard(
  packer: Packer,
  lease: Lease,
  signal: AbortSignal,
): Promise<CommitRequest> {
  const { paths } = packer
  const assets: ManifestAsset[] = []
  const shard = await writeDurably(shardPath(paths, lease.leaseId), async (file) => {
    const tape = createTape(file)
    for await (const asset of generateAll(packer, lease, signal)) {
      assets.push(await appendAsset(tape, assets.length, asset))
      packer.packed()
    }
    await tape.append(TAR_END)
    return tape.finish()
  })
  const { batchId } = lease
  const text = utf8Bytes(formatManifest(manifestOf(lease, assets)))
  const manifest = await writeDurably(manifestPath(paths, lease.leaseId), async (file) => {
    const tape = createTape(file)
    await tape.append(text)
    return tape.finish()
  })
  return { batchId, shard, manifest, root: batchRoot(sha256, assets) }
}

/** Views that are made before the tape gets to them wait in memory. */
const VIEWS_AHEAD_BYTES = 256 * 1024 * 1024
const VIEW_BYTES_A_PIXEL = 9

/** How many assets are asked for at once: what fills the backend, as far as memory goes. */
function assetsAhead({ threads }: Backend, { views }: Lease): number {
  const filling = 2 * threads
  if (views === null) return filling
  const viewBytes = views.count * views.size * views.size * VIEW_BYTES_A_PIXEL
  return Math.min(filling, Math.max(2, Math.floor(VIEWS_AHEAD_BYTES / viewBytes)))
}

function generateAll(
  { backend, pace }: Packer,
  lease: Lease,
  signal: AbortSignal,
): AsyncGenerator<HashedAsset> {
  const { generator, seed, grid, count } = lease
  if (!isGeneratorId(generator)) throw new ClientFault('GENERATOR_UNSUPPORTED', { generator })
  const shared = { generator, grid, views: lease.views ?? undefined }
  const batchSeed = fromHex(seed)
  return inOrder(count, assetsAhead(backend, lease), async (index) => {
    await pace(signal)
    const request = { ...shared, assetSeed: assetSeed(sha256, batchSeed, index) }
    return backend.generate(request, signal)
  })
}

async function appendAsset(tape: Tape, index: number, asset: HashedAsset): Promise<ManifestAsset> {
  const { record, files } = packAsset(index, tape.bytes(), asset)
  for (const file of files) await appendFile(tape, file)
  return record
}
