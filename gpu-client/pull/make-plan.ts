import { concatBytes, toHex } from '../../domain/bytes.ts'
import {
  type Chunk,
  type ChunkBatch,
  chunkRoot,
  parseChunk,
  rowsOf,
} from '../../domain/dataset/chunk.ts'
import {
  type Filter,
  formatFilter,
  matcherOf,
  type RowFilter,
} from '../../domain/dataset/filter.ts'
import { formatRow, type Row } from '../../domain/dataset/row.ts'
import {
  type SnapshotChunk,
  type SnapshotRecord,
  snapshotRoot,
} from '../../domain/dataset/snapshot.ts'
import type { LicenseClaims } from '../../domain/license/claims.ts'
import { sha256 } from '../../signing/sha256.ts'
import { ClientFault } from '../faults.ts'
import type { Edge } from './edge.ts'
import type { PullReport } from './events.ts'
import type { PlanStore } from './plan-store.ts'

/** A file that came damaged is asked for again this often. */
const TRIES_MAX = 3

export interface PlanRequest {
  readonly claims: LicenseClaims
  /** What of the license is wanted; undefined for all of it. */
  readonly narrowing: Filter | undefined
  readonly recipe: boolean
}

export interface PlanDependencies {
  readonly edge: Pick<Edge, 'record' | 'file'>
  readonly plan: PlanStore
  readonly report: PullReport
}

/**
 * Works out what the license covers from the public rows of its snapshot, each checked against the
 * license's root, and stores it. A plan that is there already is gone on with; one of something
 * else is a fault.
 */
export async function makePlan(
  deps: PlanDependencies,
  request: PlanRequest,
  signal: AbortSignal,
): Promise<void> {
  const { plan } = deps
  takeFolder(plan, identityOf(request))
  if (plan.setting('planned') !== undefined) return
  const record = await fetchRecord(deps, request.claims, signal)
  const filters = filtersOf(request, record)
  const start = Number(plan.setting('chunks') ?? 0)
  let rows = record.chunks.slice(0, start).reduce((sum, entry) => sum + entry.rows, 0)
  for (const [at, entry] of record.chunks.entries()) {
    if (at < start) continue
    const chunk = await fetchChunk(deps, entry, signal)
    plan.atomically(() => {
      const before = countsOf(plan)
      const { count, bytes } = addChunk(plan, at, chunk, filters)
      const after: Counts = { count: before.count + count, bytes: before.bytes + bytes }
      plan.set('chunks', String(at + 1))
      plan.set('licensed', JSON.stringify(after))
    })
    rows += entry.rows
    deps.report({ event: 'planning', rows, of: record.rows })
  }
  assertLicensed(plan, request)
  plan.set('planned', 'yes')
}

function takeFolder(plan: PlanStore, wanted: string): void {
  const held = plan.setting('identity')
  if (held === wanted) return
  if (held !== undefined && plan.isBegun()) {
    throw new ClientFault('PULL_FOLDER_OTHER', { held, wanted })
  }
  plan.clear()
  plan.set('identity', wanted)
}

interface Counts {
  readonly count: number
  readonly bytes: number
}

/** What a license says that it covers is what its snapshot says. */
function assertLicensed(plan: PlanStore, { claims, narrowing }: PlanRequest): void {
  const { count, bytes } = countsOf(plan)
  if (count !== claims.count || bytes !== claims.bytes) {
    const found = { count: String(count), bytes: String(bytes) }
    const stated = { licensedCount: String(claims.count), licensedBytes: String(claims.bytes) }
    throw mismatch('assets of the license', { ...found, ...stated })
  }
  if (plan.totals().assets === 0) {
    throw new ClientFault('PULL_EMPTY', { filter: formatFilter(narrowing ?? claims.filter) })
  }
}

/** A renewed license of the same content goes on with the same files. */
function identityOf({ claims, narrowing, recipe }: PlanRequest): string {
  return JSON.stringify({
    snapshot: claims.snapshot.sha256,
    filter: JSON.parse(formatFilter(claims.filter)),
    narrowing: narrowing === undefined ? null : JSON.parse(formatFilter(narrowing)),
    recipe,
  })
}

function countsOf(plan: PlanStore): Counts {
  const text = plan.setting('licensed')
  return text === undefined ? { count: 0, bytes: 0 } : JSON.parse(text)
}

function filtersOf({ claims, narrowing }: PlanRequest, record: SnapshotRecord) {
  return {
    licensed: matcherOf(claims.filter, record),
    wanted: narrowing === undefined ? () => true : matcherOf(narrowing, record),
  }
}

/** Stores the rows of a chunk that are wanted; answers what of it is licensed. */
function addChunk(
  plan: PlanStore,
  at: number,
  chunk: Chunk,
  { licensed, wanted }: { readonly licensed: RowFilter; readonly wanted: RowFilter },
): { readonly count: number; readonly bytes: number } {
  const counts = { count: 0, bytes: 0 }
  let batch: ChunkBatch | undefined
  let rows: Row[] = []
  const flush = (): void => {
    if (batch === undefined || rows.length === 0) return
    const { rows: _rows, ...head } = batch
    plan.add(at, head, rows, concatBytes(...rows.map(formatRow)))
    rows = []
  }
  for (const { batch: next, row } of rowsOf(chunk)) {
    if (next !== batch) flush()
    batch = next
    if (!licensed(row.facets, row.tags)) continue
    counts.count += 1
    counts.bytes += row.span
    if (wanted(row.facets, row.tags)) rows.push(row)
  }
  flush()
  return counts
}

async function fetchRecord(
  { edge }: PlanDependencies,
  { snapshot }: LicenseClaims,
  signal: AbortSignal,
): Promise<SnapshotRecord> {
  const bytes = await edge.record(snapshot.version, signal)
  const hash = toHex(sha256(bytes))
  if (hash !== snapshot.sha256)
    throw mismatch('record', { sha256: hash, licensed: snapshot.sha256 })
  // The license vouches for every byte of it.
  const record = JSON.parse(new TextDecoder().decode(bytes)) as SnapshotRecord
  const root = snapshotRoot(sha256, record.chunks)
  if (root !== snapshot.root || record.root !== root) {
    throw mismatch('root', { root, licensed: snapshot.root })
  }
  return record
}

async function fetchChunk(
  { edge, report }: PlanDependencies,
  entry: SnapshotChunk,
  signal: AbortSignal,
): Promise<Chunk> {
  for (let tries = 1; ; tries += 1) {
    const bytes = await edge.file(entry.key, signal)
    const reading = readChunk(bytes, entry)
    if ('chunk' in reading) return reading.chunk
    report({ event: 'mismatch', file: entry.key, issue: reading.issue })
    if (tries === TRIES_MAX) throw mismatch(entry.key, { issue: reading.issue })
  }
}

function readChunk(
  bytes: Uint8Array,
  { sha256: expected, root, rows }: SnapshotChunk,
): { readonly chunk: Chunk } | { readonly issue: string } {
  const hash = toHex(sha256(bytes))
  if (hash !== expected) return { issue: `sha256 ${hash} instead of ${expected}` }
  const parsed = parseChunk(bytes, (part) => new TextDecoder().decode(part))
  if (parsed.status === 'malformed') return { issue: parsed.issue }
  const found = parsed.chunk.batches.reduce((sum, batch) => sum + batch.rows, 0)
  if (found !== rows) return { issue: `${found} rows instead of ${rows}` }
  const made = chunkRoot(sha256, parsed.chunk)
  return made === root ? { chunk: parsed.chunk } : { issue: `root ${made} instead of ${root}` }
}

function mismatch(what: string, context: Readonly<Record<string, string>>): ClientFault {
  return new ClientFault('SNAPSHOT_MISMATCH', { what, ...context })
}
