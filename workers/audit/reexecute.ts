import { type Submission, viewsOf } from '../../d1/submissions.ts'
import { assetSeed } from '../../domain/seed/asset-seed.ts'
import { formatAssetRecord, type ManifestAsset } from '../../domain/shard/asset-record.ts'
import { recordOf } from '../../domain/shard/record-of.ts'
import { viewsHash } from '../../domain/shard/views-hash.ts'
import { sha256 } from '../../signing/sha256.ts'
import type { Fault } from './check-shard.ts'
import { generatorFor } from './generators.ts'

/** Makes the asset anew from its seed, by the version it was leased under; compares bytes and facts. */
export function reexecute(
  submission: Submission,
  seed: Uint8Array,
  asset: ManifestAsset,
  glb: Uint8Array,
): Fault | undefined {
  const { index } = asset
  const generator = generatorFor(submission.generator, submission.grid)
  const made = generator.generate(assetSeed(sha256, seed, index))
  if (!Buffer.from(glb.buffer, glb.byteOffset, glb.length).equals(made.glb)) {
    return { rule: 'ASSET_NOT_REPRODUCED', index }
  }
  const asked = viewsOf(submission)
  const views = asked === null ? undefined : viewsHash(sha256, generator.views(asked))
  const expected = formatAssetRecord(recordOf(asset, made.facts, views))
  return formatAssetRecord(asset) === expected ? undefined : { rule: 'FACTS_NOT_REPRODUCED', index }
}
