import type { SnapshotRow } from '../../d1/snapshots.ts'
import { buildPrefix } from '../../r2/snapshot-store.ts'

/** A step takes seconds and is given up after minutes: a build without a sign for so long is dead. */
const SILENT_MS = 15 * 60_000

export interface BuildParams {
  readonly version: string
}

/** Follows from the version: whoever begins a build a second time meets the first. */
export const instanceIdOf = (version: string): string => `snapshot-${version.replaceAll('.', '-')}`

/** Makes sure that a workflow is at work on the version. */
export async function resumeBuild(
  env: Pick<Env, 'SNAPSHOTS' | 'GEOMETRY'>,
  row: Pick<SnapshotRow, 'version' | 'startedAtMs'>,
  nowMs: number,
): Promise<void> {
  const id = instanceIdOf(row.version)
  if (await createInstance(env.SNAPSHOTS, id, { version: row.version })) return
  const instance = await env.SNAPSHOTS.get(id)
  const { status } = await instance.status()
  const isAtWork = ['queued', 'running', 'waiting'].includes(status)
  if (isAtWork && nowMs - (await lastSignMs(env.GEOMETRY, row)) < SILENT_MS) return
  await instance.restart()
}

/** False where there is one already. */
async function createInstance(
  snapshots: Env['SNAPSHOTS'],
  id: string,
  params: BuildParams,
): Promise<boolean> {
  try {
    await snapshots.create({ id, params })
    return true
  } catch (error) {
    if (error instanceof Error && error.message.includes('already_exists')) return false
    throw error
  }
}

/** When the build last stored something. */
async function lastSignMs(
  bucket: R2Bucket,
  { version, startedAtMs }: Pick<SnapshotRow, 'version' | 'startedAtMs'>,
): Promise<number> {
  const { objects } = await bucket.list({ prefix: buildPrefix(version) })
  return Math.max(startedAtMs, ...objects.map(({ uploaded }) => uploaded.getTime()))
}
