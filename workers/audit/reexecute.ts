import { type Submission, viewsOf } from '../../d1/submissions.ts'
import { auditViews } from '../../domain/audit/sample-views.ts'
import { assetSeed } from '../../domain/seed/asset-seed.ts'
import { formatAssetRecord, type ManifestAsset } from '../../domain/shard/asset-record.ts'
import { recordOf } from '../../domain/shard/record-of.ts'
import type { Generator } from '../../generator/generator.ts'
import { sha256 } from '../../signing/sha256.ts'
import type { Inspection } from './check-shard.ts'
import type { RenderedViews } from './check-views.ts'
import { generatorFor } from './generators.ts'

export interface Reexecution {
  readonly submission: Submission
  readonly seed: Uint8Array
  readonly challenge: Uint8Array
}

/**
 * Makes the asset anew from its seed, by the version it was leased under; compares bytes and facts.
 * Renders those of its views that the challenge draws: they are compared when the shard gets there.
 */
export function reexecute(
  { submission, seed, challenge }: Reexecution,
  asset: ManifestAsset,
  glb: Uint8Array,
): Inspection {
  const { index } = asset
  const generator = generatorFor(submission.generator, submission.grid)
  const made = generator.generate(assetSeed(sha256, seed, index))
  if (!Buffer.from(glb.buffer, glb.byteOffset, glb.length).equals(made.glb)) {
    return { fault: 'ASSET_NOT_REPRODUCED' }
  }
  const stated = 'views' in asset ? asset.views : undefined
  const expected = formatAssetRecord(recordOf(asset, made.facts, stated))
  if (formatAssetRecord(asset) !== expected) return { fault: 'FACTS_NOT_REPRODUCED' }
  return { rendered: renderSome(generator, submission, challenge, index) }
}

function renderSome(
  generator: Generator,
  submission: Submission,
  challenge: Uint8Array,
  index: number,
): RenderedViews | undefined {
  const asked = viewsOf(submission)
  if (asked === null) return undefined
  const drawn = auditViews(sha256, challenge, index, asked.count)
  return {
    cameras: generator.cameras(asked),
    planes: new Map(drawn.map((view) => [view, generator.view(asked, view).planes])),
  }
}
