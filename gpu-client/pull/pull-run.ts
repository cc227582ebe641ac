import type { Row } from '../../domain/dataset/row.ts'
import { glbName } from '../../domain/shard/layout.ts'
import { TAR_BLOCK_BYTES } from '../../domain/shard/tar.ts'
import { ClientFault } from '../faults.ts'
import { outageCause } from '../oracle/answer.ts'
import { backOffMs, waitOut } from '../retry.ts'
import { checkSpan, type SpanCheck } from './check-span.ts'
import type { PullReport } from './events.ts'
import { type Source, sourceOf } from './offers.ts'
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

/** Positions of assets, in their order in the shard. */
export type Run = readonly number[]

/** Assets that are fetched together. */
export interface Part {
  readonly source: Source
  readonly run: Run
}

export const assetFile = (file: OpenFile, position: number): string =>
  `${shardFile(file.shard.batch)}/${glbName(file.shard.rows[position]?.index ?? 0)}`

/**
 * What a file lacks, in parts for one request each: of a source that opens any range as much as follows
 * one another, up to so many bytes and at least one asset; of an exact one all that it has.
 */
export function partsOf(file: OpenFile, sources: readonly Source[], bytesMax: number): Part[] {
  const { rows } = file.shard
  const parts: { source: Source; run: number[]; end: number; bytes: number }[] = []
  for (const position of [...file.missing].sort((a, b) => a - b)) {
    const row = rows[position]
    const source = row && sourceOf(row, sources)
    if (row === undefined || source === undefined) throw new Error(`no source for ${position}`)
    const { offset, span } = row
    const last = parts.at(-1)
    const follows = last !== undefined && offset === last.end && last.bytes + span <= bytesMax
    if (last !== undefined && last.source === source && (source.isExact || follows)) {
      last.run.push(position)
      last.bytes += span
      last.end = offset + span
    } else parts.push({ source, run: [position], end: offset + span, bytes: span })
  }
  return parts
}

/**
 * Fetches a part of a shard into the file until all are verified or given up. Throws ClientFault where
 * nothing comes for too long, and whatever writing throws.
 */
export async function pullRun(
  deps: RunDependencies,
  file: OpenFile,
  { source, run }: Part,
  signal: AbortSignal,
): Promise<void> {
  const left = new Set(run)
  const tries = new Map<number, number>()
  let movedMs = deps.world.nowMs()
  for (let attempt = 0; left.size > 0; attempt += 1) {
    const before = left.size
    const url = source.url()
    const { bad, error } = await attemptRun(deps, { file, left, source, url }, signal)
    if (left.size < before) {
      movedMs = deps.world.nowMs()
      attempt = 0
    }
    countTries(deps, file, { bad, left, tries })
    if (error instanceof UrlRefused) await source.renew(url, signal)
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

interface Request {
  readonly file: OpenFile
  readonly left: Set<number>
  readonly source: Source
  readonly url: string
}

/** One request for assets that are left, as many as it may ask for; verified ones leave `left`. */
async function attemptRun(
  deps: RunDependencies,
  { file, left, source, url }: Request,
  signal: AbortSignal,
): Promise<Attempt> {
  const { positions, range } = askable(file, left, source)
  const bad = new Map<number, string>()
  const intake = createIntake(
    deps.write,
    file,
    { positions, from: range.from },
    (position, check) => {
      const issue = check.issue()
      if (issue === undefined) {
        deps.plan.addPiece(file.shard.batch, position, check.crc())
        left.delete(position)
        file.missing.delete(position)
        deps.report({ event: 'asset', bytes: file.shard.rows[position]?.span ?? 0 })
      } else bad.set(position, issue)
    },
  )
  try {
    for await (const piece of deps.stream(url, range, signal)) {
      await intake.take(piece)
      if (intake.position() === undefined) break
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

/** What one request brings of what is left, and what it has to ask for. */
function askable(
  file: OpenFile,
  left: ReadonlySet<number>,
  { isExact, opens }: Source,
): { readonly positions: Run; readonly range: ByteRange } {
  if (isExact) return { positions: [...left].sort((a, b) => a - b), range: opens }
  const positions = firstRun(file, left)
  return { positions, range: rangeOf(file, positions) }
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

/**
 * Writes the bytes of a run where they belong, and tells of each asset that has come to its end. Bytes
 * of other assets in between are dropped.
 */
function createIntake(
  write: typeof writeAt,
  { handle, shard, starts }: OpenFile,
  { positions, from }: { readonly positions: Run; readonly from: number },
  ended: (position: number, check: SpanCheck) => void,
) {
  let at = 0
  let taken = 0
  let place = from
  let check: SpanCheck | undefined
  let held: Uint8Array[] = []
  let heldBytes = 0
  const flush = async (end: number): Promise<void> => {
    const pieces = held
    const start = end - heldBytes
    held = []
    heldBytes = 0
    await write(handle, pieces, start)
  }
  /** The bytes that belong to one asset; answers the others. */
  const takeOne = async (piece: Uint8Array, position: number, row: Row): Promise<Uint8Array> => {
    const unwanted = row.offset - TAR_BLOCK_BYTES + taken - place
    if (unwanted > 0) {
      place += Math.min(unwanted, piece.length)
      return piece.subarray(unwanted)
    }
    check ??= checkSpan(row)
    const part = piece.subarray(0, row.span - taken)
    check.take(part)
    held.push(part)
    heldBytes += part.length
    taken += part.length
    place += part.length
    const end = (starts[position] ?? 0) + taken
    if (taken === row.span) {
      await flush(end)
      ended(position, check)
      check = undefined
      taken = 0
      at += 1
    } else if (heldBytes >= WRITE_BYTES) await flush(end)
    return piece.subarray(part.length)
  }
  return {
    /** Of the asset that the next wanted byte belongs to. */
    position: () => positions[at],
    take: async (piece: Uint8Array): Promise<void> => {
      for (let rest = piece; rest.length > 0; ) {
        const position = positions[at]
        const row = position === undefined ? undefined : shard.rows[position]
        if (position === undefined || row === undefined) return
        rest = await takeOne(rest, position, row)
      }
    },
  }
}
