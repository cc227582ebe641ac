import type { Filter } from '../../domain/dataset/filter.ts'
import { sha256Hex } from '../../domain/ids.ts'
import type { LicenseClaims } from '../../domain/license/claims.ts'
import { writeDurably } from '../home/durable-file.ts'
import { type DatasetFile, formatIndexEntries } from './dataset-file.ts'
import { type PullPaths, shardFile } from './paths.ts'
import type { PlanStore } from './plan-store.ts'

export interface DatasetHead {
  readonly claims: LicenseClaims
  readonly narrowing: Filter | undefined
  readonly recipe: boolean
}

/** Writes `index.bin` and then `dataset.json` for the files that are whole. */
export async function writeDataset(
  { plan, paths }: { readonly plan: PlanStore; readonly paths: PullPaths },
  { claims, narrowing, recipe }: DatasetHead,
): Promise<void> {
  const shards = await writeDurably(paths.index, async (index) => {
    const listed: DatasetFile['shards'] = []
    for (const { batch, assets, bytes, sha256, places } of plan.files()) {
      const shard = listed.length
      await index.writeFile(formatIndexEntries(places.map((place) => ({ shard, ...place }))))
      listed.push({ file: shardFile(batch), samples: assets, bytes, sha256: sha256Hex(sha256) })
    }
    return listed
  })
  const sum = (key: 'samples' | 'bytes') => shards.reduce((total, shard) => total + shard[key], 0)
  const dataset: DatasetFile = {
    format: 'piwa-pull/1',
    license: claims.jti,
    ...{ snapshot: claims.snapshot.version, root: claims.snapshot.root },
    ...{ filter: claims.filter, narrowing: narrowing ?? null, recipe },
    complete: plan.openTotals().assets === 0,
    ...{ samples: sum('samples'), bytes: sum('bytes'), shards },
  }
  await writeDurably(paths.dataset, (file) => file.writeFile(`${JSON.stringify(dataset)}\n`))
}
