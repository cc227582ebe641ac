import {
  WorkflowEntrypoint,
  type WorkflowEvent,
  type WorkflowStep,
  type WorkflowStepConfig,
} from 'cloudflare:workers'
import { putCubes, putSamples } from '../../d1/snapshot-catalog.ts'
import { markPublished } from '../../d1/snapshots.ts'
import { recordKey } from '../../r2/snapshot-store.ts'
import { report } from '../report.ts'
import { deleteBuildObjects, lastStep } from './build-objects.ts'
import type { BuildParams } from './resume.ts'
import { registeredAssets } from './source.ts'
import { readPlan } from './start.ts'
import { beginBuild, runStep } from './steps.ts'
import type { BuildWorld } from './world.ts'

const STEP: WorkflowStepConfig = {
  retries: { limit: 5, delay: '10 seconds', backoff: 'exponential' },
  timeout: '10 minutes',
}

/**
 * Builds one version of the dataset. All that a step has done lies in R2 and D1 when it ends, so a
 * workflow that is started anew goes on where the last one stopped.
 */
export class SnapshotBuild extends WorkflowEntrypoint<Env, BuildParams> {
  override async run(event: WorkflowEvent<BuildParams>, step: WorkflowStep): Promise<void> {
    const { version } = event.payload
    const world = buildWorld(this.env)
    const begun = await step.do('begin', STEP, async () => {
      const plan = await readPlan(this.env, version)
      if (plan === undefined) return null
      const last = await lastStep(this.env.GEOMETRY, version)
      if (last === undefined) await beginBuild(world, plan)
      return { plan, from: last ?? 0 }
    })
    // A version that is not being built has been published before.
    if (begun !== null) {
      let phase = 'rows'
      for (let n = begun.from; phase !== 'done'; n += 1) {
        phase = await step.do(`step ${n}`, STEP, () => runStep(world, begun.plan, n))
        report({ event: 'snapshot_step', version, step: n, phase })
      }
    }
    await step.do('delete', STEP, () => deleteBuildObjects(this.env.GEOMETRY, version))
  }
}

export function buildWorld({ CATALOG, GEOMETRY }: Pick<Env, 'CATALOG' | 'GEOMETRY'>): BuildWorld {
  return {
    bucket: GEOMETRY,
    source: registeredAssets({ CATALOG, GEOMETRY }),
    catalog: {
      putCubes: (version, cubes) => putCubes(CATALOG, version, cubes),
      putSamples: (version, samples) =>
        putSamples(
          CATALOG,
          samples.map((sample) => ({ ...sample, version, tags: JSON.stringify(sample.tags) })),
        ),
      publish: ({ version, rows, bytes, root }, recordSha256) =>
        markPublished(CATALOG, version, {
          ...{ publishedAtMs: Date.now(), assetCount: rows, bytes, root },
          ...{ recordKey: recordKey(version), recordSha256 },
        }),
    },
  }
}
