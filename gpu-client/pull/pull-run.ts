import { glbName } from '../../domain/shard/layout.ts'
import { TAR_BLOCK_BYTES } from '../../domain/shard/tar.ts'
import { ClientFault } from '../faults.ts'
import { outageCause } from '../oracle/answer.ts'
import { backOffMs, waitOut } from '../retry.ts'
import { checkSpan, type SpanCheck } from './check-span.ts'
import type { PullReport } from './events.ts'
import type { Offer } from './offers.ts'
import type { OpenFile, writeAt } from './open-file.ts'
import { shardFile } from './paths.ts'
import type { Patience } from './patience.ts'
import type { PlanStore } from './plan-store.ts'
import { type ByteRange, RangeBroken, type streamRange, UrlRefused } from './stream-range.ts'

/** How often an asset is fetched in one run before it is given up. */
export const TRIES_MAX = 5

/** Held back until they are so many: each write costs the same again. */
const WRITE_BYTES = 1_048_576

export interface RunDependencies extends Patience {
  readonly plan: Pick<PlanStore, 'addPiece'>
  readonly report: PullReport
  readonly stream: typeof streamRange
  readonly write: typeof writeAt
}

/** Positions of assets that follow each other in the shard, in order. */
export type Run = readonly number[]

export const assetFile = (file: OpenFile, position: number): string =>
  `${shardFile(file.shard.batch)}/${glbName(file.shard.rows[position]?.index ?? 0)}`

/** Splits positions into runs of at most so many bytes, each of at least one asset. */
export function runsOf(file: OpenFile, bytesMax: number): Run[] {
  const { rows } = file.shard
  const runs: number[][] = []
  let end = -1
  let bytes = 0
  for (const position of [...file.missing].sort((a, b) => a - b)) {
    const { offset = 0, span = 0 } = rows[position] ?? {}
    const last = runs.at(-1)
    if (last !== undefined && offset === end && bytes + span <= bytesMax) {
      last.push(position)
      bytes += span
    } else {
      runs.push([position])
      bytes = span
    }
    end = offset + span
  }
  return runs
}

/**
 * Fetches a run of assets into the file until all are verified or given up. Throws ClientFault where
 * nothing comes for too long, and whatever writing throws.
 */
export async function pullRun(
  deps: RunDependencies,
  file: OpenFile,
  run: Run,
  offer: Offer,
  signal: AbortSignal,
): Promise<void> {
  const left = new Set(run)
  const tries = new Map<number, number>()
  let movedMs = deps.world.nowMs()
  for (let attempt = 0; left.size > 0; attempt += 1) {
    const before = left.size
    const url = offer.url()
    const { bad, error } = await attemptRun(deps, { file, left, url }, signal)
    if (left.size < before) {
      movedMs = deps.world.nowMs()
      attempt = 0
    }
    countTries(deps, file, { bad, left, tries })
    if (error instanceof UrlRefused) await offer.renew(url, signal)
    if (outageCause(error) !== undefined) await outlast(deps, { error, attempt, movedMs }, signal)
    else await pause(deps, bad.size > 0 && left.size > 0 ? attempt : undefined, signal)
  }
}

/** Gives up what has been tried often enough. */
function countTries(
  { report }: RunDependencies,
  file: OpenFile,
  run: {
    readonly bad: Attempt['bad']
    readonly left: Set<number>
    readonly tries: Map<number, number>
  },
): void {
  for (const [position, issue] of run.bad) {
    const count = (run.tries.get(position) ?? 0) + 1
    run.tries.set(position, count)
    const last = count === TRIES_MAX
    report({ event: last ? 'failed' : 'mismatch', file: assetFile(file, position), issue })
    if (last) run.left.delete(position)
  }
}

async function pause(
  { world, outages }: RunDependencies,
  attempt: number | undefined,
  signal: AbortSignal,
): Promise<void> {
  outages.up('shard')
  if (attempt !== undefined) await world.sleep(backOffMs(attempt, world.random()), signal)
}

async function outlast(
  deps: RunDependencies,
  failure: { readonly error: unknown; readonly attempt: number; readonly movedMs: number },
  signal: AbortSignal,
): Promise<void> {
  const { error, attempt, movedMs } = failure
  const cause = outageCause(error)
  if (cause !== undefined && deps.world.nowMs() - movedMs >= deps.waitMs) {
    const { code, reason } = cause
    throw new ClientFault('EDGE_UNANSWERED', { call: 'shard', code, reason }, { cause: error })
  }
  await waitOut(deps, { call: 'shard', error, attempt }, signal)
}

interface Attempt {
  readonly bad: ReadonlyMap<number, string>
  readonly error: unknown
}

/** One request for the first consecutive assets that are left; verified ones leave `left`. */
async function attemptRun(
  deps: RunDependencies,
  {
    file,
    left,
    url,
  }: { readonly file: OpenFile; readonly left: Set<number>; readonly url: string },
  signal: AbortSignal,
): Promise<Attempt> {
  const positions = firstRun(file, left)
  const bad = new Map<number, string>()
  const intake = createIntake(deps.write, file, positions, (position, check) => {
    const issue = check.issue()
    if (issue === undefined) {
      deps.plan.addPiece(file.shard.batch, position, check.crc())
      left.delete(position)
      file.missing.delete(position)
      deps.report({ event: 'asset', bytes: file.shard.rows[position]?.span ?? 0 })
    } else bad.set(position, issue)
  })
  try {
    for await (const piece of deps.stream(url, rangeOf(file, positions), signal)) {
      await intake.take(piece)
    }
    return { bad, error: undefined }
  } catch (error) {
    signal.throwIfAborted()
    const ofStore = error instanceof RangeBroken || error instanceof UrlRefused
    if (!ofStore && outageCause(error) === undefined) throw error
    const broken = intake.position()
    if (ofStore && broken !== undefined) bad.set(broken, error.message)
    return { bad, error }
  }
}

function firstRun({ shard }: OpenFile, left: ReadonlySet<number>): Run {
  const run: number[] = []
  let end: number | undefined
  for (const position of [...left].sort((a, b) => a - b)) {
    const { offset = 0, span = 0 } = shard.rows[position] ?? {}
    if (end !== undefined && offset !== end) break
    run.push(position)
    end = offset + span
  }
  return run
}

/** In the shard: from the header of the first GLB. */
function rangeOf({ shard }: OpenFile, run: Run): ByteRange {
  const [first, last] = [shard.rows[run[0] ?? 0], shard.rows[run.at(-1) ?? 0]]
  if (first === undefined || last === undefined) throw new Error('an empty run')
  return {
    from: first.offset - TAR_BLOCK_BYTES,
    to: last.offset - TAR_BLOCK_BYTES + last.span,
  }
}

/** Writes the bytes of a run where they belong, and tells of each asset that has come to its end. */
function createIntake(
  write: typeof writeAt,
  { handle, shard, starts }: OpenFile,
  run: Run,
  ended: (position: number, check: SpanCheck) => void,
) {
  let at = 0
  let taken = 0
  let check: SpanCheck | undefined
  let held: Uint8Array[] = []
  let heldBytes = 0
  const flush = async (place: number): Promise<void> => {
    const pieces = held
    const from = place - heldBytes
    held = []
    heldBytes = 0
    await write(handle, pieces, from)
  }
  /** The bytes that belong to one asset; answers the others. */
  const takeOne = async (piece: Uint8Array): Promise<Uint8Array> => {
    const position = run[at]
    const row = position === undefined ? undefined : shard.rows[position]
    if (position === undefined || row === undefined) throw new Error('more than the run')
    check ??= checkSpan(row)
    const part = piece.subarray(0, row.span - taken)
    check.take(part)
    held.push(part)
    heldBytes += part.length
    taken += part.length
    const place = (starts[position] ?? 0) + taken
    if (taken === row.span) {
      await flush(place)
      ended(position, check)
      check = undefined
      taken = 0
      at += 1
    } else if (heldBytes >= WRITE_BYTES) await flush(place)
    return piece.subarray(part.length)
  }
  return {
    /** Of the asset that the next byte belongs to. */
    position: () => run[at],
    take: async (piece: Uint8Array): Promise<void> => {
      for (let rest = piece; rest.length > 0; ) rest = await takeOne(rest)
    },
  }
}
