import { listLatest, type Submission } from '../../d1/submissions.ts'
import { batchId } from '../../domain/ids.ts'
import { isGeneratorId, rendersViews } from '../../generator/versions.ts'
import { readBatchAssets } from '../assets/batch-assets.ts'
import { picturePath } from '../assets/preview.ts'
import { count, sentence } from './texts.ts'

/** One asset in the gallery, as text. */
export interface Plate {
  readonly logIndex: string
  readonly family: string
  readonly caption: string
  /** Undefined where the asset's version of the generator has no views. */
  readonly picture: string | undefined
  readonly record: string
  readonly proof: string
}

const PLATES_MAX = 64
const BATCHES_MAX = 8

/** The latest registered assets, newest first. */
export async function readPlates(env: Env): Promise<Plate[]> {
  const plates: Plate[] = []
  for (const submission of await listLatest(env.CATALOG, BATCHES_MAX)) {
    if (plates.length >= PLATES_MAX) break
    plates.push(...(await platesOf(env, submission)))
  }
  return plates.slice(0, PLATES_MAX)
}

async function platesOf(env: Env, submission: Submission): Promise<Plate[]> {
  const { batchNumber, leaseId, generator } = submission
  const assets = await readBatchAssets(env.GEOMETRY, batchId(batchNumber), leaseId)
  const hasViews = isGeneratorId(generator) && rendersViews(generator)
  return assets.reverse().flatMap(({ receipt: { logIndex, sha256 }, asset }) =>
    logIndex === null
      ? []
      : [
          {
            ...{ logIndex: `#${count(logIndex)}`, family: asset.family },
            caption: sentence(asset.caption),
            picture: hasViews ? picturePath(sha256) : undefined,
            ...{ record: `/v1/assets/${sha256}`, proof: `/v1/log/proofs/${logIndex}` },
          },
        ],
  )
}
