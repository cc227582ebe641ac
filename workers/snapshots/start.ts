import { countRegistered, knownLogEnd } from '../../d1/registered-batches.ts'
import {
  addBuilding,
  findBuilding,
  latestSnapshot,
  type PublishedSnapshot,
  type SnapshotRow,
} from '../../d1/snapshots.ts'
import { nextVersion } from '../../domain/dataset/version.ts'
import { resumeBuild } from './resume.ts'
import type { BuildPlan } from './world.ts'

export interface BuildStart {
  readonly version: string
  /** `published` where the latest version has everything already. */
  readonly status: 'building' | 'published'
}

/** Assets that are new, at least, before the cron makes a version of them. */
const ADDED_MIN = 64
/** One in so many of the assets that the latest version has. */
const ADDED_SHARE = 10

interface Content {
  readonly logSize: number
  readonly assets: number
  readonly parent: PublishedSnapshot | undefined
  /** Assets that the parent does not have. */
  readonly added: number
  readonly change: 'added' | 'changed'
}

/** Begins a version, or goes on with the one that is being built. Undefined where there is no asset. */
export async function startBuild(env: Env, nowMs: number): Promise<BuildStart | undefined> {
  return (await goOn(env, nowMs)) ?? begin(env, await readContent(env.CATALOG), nowMs)
}

/** As an operator's call does, but only where enough is new to be worth a version. */
export async function startBuildIfDue(env: Env, nowMs: number): Promise<BuildStart | undefined> {
  const running = await goOn(env, nowMs)
  if (running !== undefined) return running
  const content = await readContent(env.CATALOG)
  return isDue(content) ? begin(env, content, nowMs) : undefined
}

/** What the version that is being built consists of; the same however often it is asked. */
export async function readPlan(env: Env, version: string): Promise<BuildPlan | undefined> {
  const row = await findBuilding(env.CATALOG)
  if (row?.version !== version) return undefined
  const parent = (await latestSnapshot(env.CATALOG))?.version ?? null
  return {
    ...{ version, parent, extendsParent: nextVersion(parent, 'added') === version },
    ...{ startedAtMs: row.startedAtMs, logOrigin: env.LOG_ORIGIN, logSize: row.logSize },
    assets: await countRegistered(env.CATALOG, row.logSize),
  }
}

function isDue({ parent, added, change }: Content): boolean {
  if (parent === undefined || change === 'changed') return true
  return added >= ADDED_MIN && added * ADDED_SHARE >= parent.assetCount
}

async function goOn(env: Env, nowMs: number): Promise<BuildStart | undefined> {
  const row = await findBuilding(env.CATALOG)
  return row && resumed(env, row, nowMs)
}

async function begin(
  env: Env,
  { logSize, assets, parent, added, change }: Content,
  nowMs: number,
): Promise<BuildStart | undefined> {
  if (parent !== undefined && added === 0 && change === 'added') {
    return { version: parent.version, status: 'published' }
  }
  if (assets === 0) return undefined
  const version = nextVersion(parent?.version ?? null, change)
  await addBuilding(env.CATALOG, { version, startedAtMs: nowMs, logSize })
  // Another call may have been first; then its version is the one that is built.
  return goOn(env, nowMs)
}

async function resumed(env: Env, row: SnapshotRow, nowMs: number): Promise<BuildStart> {
  await resumeBuild(env, row, nowMs)
  return { version: row.version, status: 'building' }
}

async function readContent(catalog: D1Database): Promise<Content> {
  const parent = await latestSnapshot(catalog)
  const before = parent?.logSize ?? 0
  const kept = await countRegistered(catalog, before)
  const change = parent === undefined || kept === parent.assetCount ? 'added' : 'changed'
  const logSize = await knownLogEnd(catalog, before)
  const assets = await countRegistered(catalog, logSize)
  return { logSize, assets, parent, added: assets - kept, change }
}
