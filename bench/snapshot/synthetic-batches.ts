import { toHex } from '../../domain/bytes.ts'
import type { AcceptedAsset, AcceptedBatch } from '../../domain/dataset/accepted-asset.ts'
import { batchId, type LeaseId, type NodeId, sha256Hex, type Wallet } from '../../domain/ids.ts'
import type { AssetRecordV2 } from '../../domain/shard/asset-record.ts'
import { formatManifest } from '../../domain/shard/manifest.ts'
import { TAR_BLOCK_BYTES, TAR_END } from '../../domain/shard/tar.ts'
import { type AssetFactsV2, createGenerator } from '../../generator/generator.ts'
import { goldenSeeds } from '../../generator/golden-seeds.ts'
import { loadGeneratorModule } from '../../generator/node-module.ts'
import { LATEST_GENERATOR } from '../../generator/versions.ts'
import { sha256 } from '../../signing/sha256.ts'
import { hashOf } from '../../workers/snapshots/put-object.ts'
import { readAssets } from '../../workers/snapshots/read-assets.ts'
import type { AssetSource } from '../../workers/snapshots/world.ts'

const GRID = 64
const BATCH_ASSETS = 256
/** Assets that are really generated; the others have their facts, and hashes of their own. */
const TEMPLATES = 2_048

interface Template extends AssetFactsV2 {
  readonly bytes: number
}

export interface SyntheticSource extends AssetSource {
  /** Spent on making up the manifests, which is no part of a build: by the clock, and of the processor. */
  readonly making: () => { readonly ms: number; readonly cpuMs: number }
}

/** What this thread has had of the processor. */
export function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}

const hash = (text: string): Uint8Array => sha256(new TextEncoder().encode(text))
const ceilTo = (value: number, unit: number): number => Math.ceil(value / unit) * unit

/** Batches of made-up assets whose facts are those of generated ones. */
export async function syntheticSource(assetCount: number): Promise<SyntheticSource> {
  const templates = await generateTemplates()
  const making = { ms: 0, cpuMs: 0 }
  const bucketOf = (bytes: Uint8Array) => ({
    get: async () => ({ arrayBuffer: async () => bytes.slice().buffer }),
  })
  return {
    async batches({ from, to, batchesMax }) {
      const batches: AcceptedBatch[] = []
      let number = Math.floor(from / BATCH_ASSETS)
      for (; batches.length < batchesMax && number * BATCH_ASSETS < to; number += 1) {
        batches.push(
          syntheticBatch(number, Math.min(BATCH_ASSETS, assetCount - number * BATCH_ASSETS)),
        )
      }
      return batches
    },
    async assets(batch): Promise<readonly AcceptedAsset[]> {
      const startMs = performance.now()
      const startCpuMs = threadCpuMs()
      const manifest = new TextEncoder().encode(manifestOf(batch, templates))
      const known = { ...batch, manifestSha256: hashOf(manifest) }
      making.ms += performance.now() - startMs
      making.cpuMs += threadCpuMs() - startCpuMs
      return readAssets(bucketOf(manifest), known)
    },
    making: () => ({ ...making }),
  }
}

async function generateTemplates(): Promise<Template[]> {
  const module = await loadGeneratorModule(LATEST_GENERATOR)
  const generator = createGenerator(LATEST_GENERATOR, module, GRID)
  return goldenSeeds(TEMPLATES).map((seed) => {
    const { facts, glb } = generator.generate(seed)
    return { ...(facts as AssetFactsV2), bytes: glb.length }
  })
}

function syntheticBatch(batchNumber: number, count: number): AcceptedBatch {
  const id = toHex(hash(`lease ${batchNumber}`))
  const node = batchNumber % 100
  return {
    ...{ batchNumber, leaseId: `lease_${'a'.repeat(26)}` as LeaseId, count, duplicates: 0 },
    ...{ generator: LATEST_GENERATOR, grid: GRID, views: null },
    firstLogIndex: batchNumber * BATCH_ASSETS,
    ...{ manifestSha256: sha256Hex(id), shardSha256: sha256Hex(id), shardBytes: 2 ** 27 },
    shardKey: `shards/batch_${batchNumber}/lease_${'a'.repeat(26)}/shard.tar`,
    node: `node_${String(node)
      .padStart(26, 'a')
      .replace(/[^a-z]/g, 'b')}` as NodeId,
    uploader: `So1${String(node).padStart(41, '1').replaceAll('0', '1')}` as Wallet,
    registeredAtMs: 1_700_000_000_000 + batchNumber * 10_000,
  }
}

function manifestOf({ batchNumber, count }: AcceptedBatch, templates: readonly Template[]): string {
  let offset = TAR_BLOCK_BYTES
  const assets = Array.from({ length: count }, (_, index): AssetRecordV2 => {
    const noise = hash(`asset ${batchNumber} ${index}`)
    const pick = (at: number): Template => {
      const place = ((noise[at] ?? 0) << 8) | (noise[at + 1] ?? 0)
      const template = templates[place % templates.length]
      if (template === undefined) throw new RangeError('no template')
      return template
    }
    const { bytes, ...facts } = pick(0)
    // Occupancy in eight pieces of other assets, then noise: no two are alike.
    const pieces = Array.from({ length: 8 }, (_, piece) => {
      return pick(2 * piece).descriptor.slice(16 * piece, 16 * (piece + 1))
    })
    const descriptor = pieces.join('') + toHex(noise).slice(0, 48)
    const record = { ...facts, index, sha256: sha256Hex(toHex(noise)), bytes, offset, descriptor }
    offset += ceilTo(bytes, TAR_BLOCK_BYTES) + 2 * TAR_BLOCK_BYTES + TAR_END.length
    return record
  })
  return formatManifest({
    ...{ version: 2, batchId: batchId(batchNumber), generator: LATEST_GENERATOR, grid: GRID },
    ...{ views: null, count, assets },
  })
}
