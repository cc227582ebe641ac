import { Refusal } from '../../domain/errors.ts'
import { createRouter } from '../router.ts'
import { buildSnapshot } from './routes.ts'
import { startBuild } from './start.ts'

/** What operators do about versions of the dataset; the public routes are under /v1/datasets. */
export const snapshots = createRouter().openapi(buildSnapshot, async (c) => {
  const started = await startBuild(c.env, Date.now())
  if (started === undefined) throw new Refusal('SNAPSHOT_NOT_READY')
  return started.status === 'building' ? c.json(started, 202) : c.json(started, 200)
})
