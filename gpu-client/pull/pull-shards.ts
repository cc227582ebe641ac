import type { Edge } from './edge.ts'
import { type Offer, offers } from './offers.ts'
import { endFile, nameFile, type OpenFile, openFile } from './open-file.ts'
import { type PullPaths, shardFile } from './paths.ts'
import type { PlanStore, WholeFile } from './plan-store.ts'
import { type Part, partsOf, pullRun, type RunDependencies } from './pull-run.ts'
import { together } from './together.ts'

/** Several connections share a shard that is larger. */
const PART_BYTES_MAX = 16 * 1024 * 1024
/** A shard that is not what the snapshot names, although each of its assets is, is fetched again this often. */
const ROUNDS_MAX = 3

export interface ShardDependencies extends Omit<RunDependencies, 'plan'> {
  readonly edge: Pick<Edge, 'shards'>
  readonly plan: PlanStore
  readonly paths: PullPaths
  readonly connections: number
}

interface Task {
  readonly file: OpenFile
  readonly offer: Offer
  /** Undefined for a file that lacks nothing but its end. */
  readonly part: Part | undefined
  /** Whoever ends the last part of a file ends the file. */
  readonly partsLeft: { count: number }
}

/** Fetches all that the plan lacks. What cannot be had is reported and left out. */
export async function pullShards(deps: ShardDependencies, signal: AbortSignal): Promise<void> {
  const opened = new Set<OpenFile>()
  let tasks: AsyncGenerator<Task, undefined> | undefined
  const workers = Array.from({ length: deps.connections }, () => async (running: AbortSignal) => {
    for (;;) {
      running.throwIfAborted()
      tasks ??= tasksOf(deps, opened, running)
      const { value: task, done } = await tasks.next()
      if (done === true) return
      await fetchPart(task, running)
    }
  })
  const fetchPart = async (task: Task, running: AbortSignal): Promise<void> => {
    if (task.part !== undefined) await pullRun(deps, task.file, task.part, running)
    task.partsLeft.count -= 1
    if (task.partsLeft.count === 0) await close(task, running)
  }
  const close = async ({ file, offer }: Task, running: AbortSignal): Promise<void> => {
    if (file.missing.size === 0) await finish(deps, file, offer, running)
    opened.delete(file)
    await file.handle.close()
  }
  try {
    await together(workers, signal)
  } finally {
    await Promise.all([...opened].map(({ handle }) => handle.close()))
  }
}

async function* tasksOf(
  deps: ShardDependencies,
  opened: Set<OpenFile>,
  signal: AbortSignal,
): AsyncGenerator<Task, undefined> {
  for await (const offered of offers(deps.edge, deps.plan, signal)) {
    if (offered.status === 'withheld') {
      const { shard, issue } = offered
      deps.report({ event: 'failed', file: shardFile(shard.batch), issue })
      continue
    }
    const { offer } = offered
    const file = await openFile(deps, offer.shard)
    opened.add(file)
    const parts = partsOf(file, offer.sources, PART_BYTES_MAX)
    const partsLeft = { count: Math.max(parts.length, 1) }
    for (const part of parts.length === 0 ? [undefined] : parts) {
      yield { file, offer, part, partsLeft }
    }
  }
}

async function finish(
  deps: ShardDependencies,
  file: OpenFile,
  offer: Offer,
  signal: AbortSignal,
): Promise<void> {
  const { plan, report } = deps
  const { batch, head } = file.shard
  for (let round = 1; file.missing.size === 0; round += 1) {
    const whole = await endFile(file)
    if (isAsNamed(file, whole)) return keep(deps, file, whole)
    const issue = `sha256 ${whole.sha256} instead of ${head.shardSha256}`
    const last = round === ROUNDS_MAX
    report({ event: last ? 'failed' : 'mismatch', file: shardFile(batch), issue })
    plan.dropPieces(batch)
    if (last) return
    await pullAnew(deps, file, offer, signal)
  }
}

async function keep(
  { plan, report }: ShardDependencies,
  file: OpenFile,
  whole: WholeFile,
): Promise<void> {
  const { batch, rows } = file.shard
  await nameFile(file)
  plan.atomically(() => {
    plan.whole(batch, whole)
    plan.dropPieces(batch)
  })
  report({ event: 'shard', file: shardFile(batch), assets: rows.length })
}

async function pullAnew(
  deps: ShardDependencies,
  file: OpenFile,
  offer: Offer,
  signal: AbortSignal,
): Promise<void> {
  for (const position of file.shard.rows.keys()) file.missing.add(position)
  for (const part of partsOf(file, offer.sources, PART_BYTES_MAX)) {
    await pullRun(deps, file, part, signal)
  }
}

/** A file that is a whole shard has the hash that the snapshot states, records and views included. */
function isAsNamed({ shard }: OpenFile, { bytes, sha256, places }: WholeFile): boolean {
  const { head, rows } = shard
  const isWholeShard =
    bytes === head.shardBytes &&
    rows.every(({ offset }, position) => offset === places[position]?.offset)
  return !isWholeShard || sha256 === head.shardSha256
}
