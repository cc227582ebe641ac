import { batchNumber } from '../../domain/ids.ts'
import { TAR_BLOCK_BYTES } from '../../domain/shard/tar.ts'
import type { LicensedShard, ShardPage } from '../../workers/delivery/schema.ts'
import type { Edge, PageStart } from './edge.ts'
import type { PlannedShard, PlanStore } from './plan-store.ts'
import type { ByteRange } from './stream-range.ts'

/** Where bytes of a shard can be read for now. */
export interface Source {
  /** What the URL opens. */
  readonly opens: ByteRange
  /** Whether it opens all of that at once and nothing less, as its signature says. */
  readonly isExact: boolean
  url(): string
  /** Asks for the URLs anew, unless another reader of the same page has done so since this one was given. */
  renew(used: string, signal: AbortSignal): Promise<void>
}

export interface Offer {
  readonly shard: PlannedShard
  /** In the order of the shard; every asset of the plan lies within one of them. */
  readonly sources: readonly Source[]
}

export type Offered =
  | { readonly status: 'offered'; readonly offer: Offer }
  | { readonly status: 'withheld'; readonly shard: PlannedShard; readonly issue: string }

/** What the edge offers of all shards that are not whole yet, in the order of the snapshot. */
export async function* offers(
  edge: Pick<Edge, 'shards'>,
  plan: Pick<PlanStore, 'openChunks' | 'openShards'>,
  signal: AbortSignal,
): AsyncGenerator<Offered> {
  for (const chunk of plan.openChunks()) {
    const open: OpenShards = new Map(
      plan.openShards(chunk).map((shard) => [shard.batch, { shard, sources: [] }]),
    )
    const shards = [...open.values()].map(({ shard }) => shard)
    for await (const page of pagesOf(edge, chunk, lastLogIndex(shards), signal)) {
      yield* page.items.flatMap((item) => takeOffer(page, item, open))
      if (open.size === 0) break
    }
    for (const { shard, sources } of open.values()) {
      const what = sources.length === 0 ? 'it' : 'all of it'
      yield { status: 'withheld', shard, issue: `the edge does not offer ${what}` }
    }
  }
}

type OpenShards = Map<number, { readonly shard: PlannedShard; readonly sources: Source[] }>

/** The offer of a wanted shard, which is then no longer wanted. A part of it waits for the others. */
function takeOffer(page: Page, item: LicensedShard, open: OpenShards): Offered[] {
  const wanted = open.get(batchNumber(item.batch))
  if (wanted === undefined) return []
  const { shard, sources } = wanted
  const issue = differenceOf(shard, item)
  if (issue === undefined) {
    sources.push(...page.sourcesOf(item))
    if (!shard.rows.every((row) => sourceOf(row, sources))) return []
  }
  open.delete(shard.batch)
  if (issue !== undefined) return [{ status: 'withheld', shard, issue }]
  return [{ status: 'offered', offer: { shard, sources } }]
}

/** Where the files of an asset can be read, all of them. */
export function sourceOf(
  { offset, span }: PlannedShard['rows'][number],
  sources: readonly Source[],
): Source | undefined {
  const from = offset - TAR_BLOCK_BYTES
  return sources.find(({ opens }) => opens.from <= from && from + span <= opens.to)
}

interface Page {
  readonly items: readonly LicensedShard[]
  sourcesOf(item: LicensedShard): Source[]
}

/** Pages from the chunk on, up to the one that leads past the log index. */
async function* pagesOf(
  edge: Pick<Edge, 'shards'>,
  chunk: number,
  lastIndex: number,
  signal: AbortSignal,
): AsyncGenerator<Page> {
  for (let start: PageStart = { chunk }; ; ) {
    const { data, cursor, hasMore } = await edge.shards(start, signal)
    yield createPage(edge, start, data)
    const reached = data.at(-1)?.assets.at(-1)?.logIndex ?? -1
    if (!hasMore || cursor === null || reached >= lastIndex) return
    start = { cursor }
  }
}

function createPage(edge: Pick<Edge, 'shards'>, start: PageStart, items: ShardPage['data']): Page {
  const urls = new Map<string, string>()
  const take = (data: ShardPage['data']): void => {
    for (const item of data) for (const { place, url } of placesOf(item)) urls.set(place, url)
  }
  take(items)
  let renewing: Promise<void> | undefined
  /** The edge may put on several pages what it had on one. */
  const renewAll = async (signal: AbortSignal): Promise<void> => {
    const missing = new Set(items.flatMap(placesOf).map(({ place }) => place))
    for (let from = start; ; ) {
      const { data, cursor } = await edge.shards(from, signal)
      take(data)
      for (const { place } of data.flatMap(placesOf)) missing.delete(place)
      if (missing.size === 0 || cursor === null) return
      from = { cursor }
    }
  }
  const renew = async (signal: AbortSignal): Promise<void> => {
    renewing ??= renewAll(signal).finally(() => {
      renewing = undefined
    })
    await renewing
  }
  return {
    items,
    sourcesOf: (item) =>
      placesOf(item).map(({ place, opens, isExact }) => {
        const url = (): string => urls.get(place) ?? ''
        return {
          ...{ opens, isExact, url },
          renew: async (used, signal) => {
            if (url() === used) await renew(signal)
          },
        }
      }),
  }
}

interface Place extends Pick<Source, 'opens' | 'isExact'> {
  /** The same on every page that has it. */
  readonly place: string
  readonly url: string
}

/** What each URL of an item is for. */
function placesOf({ batch, bytes, url, ranges }: LicensedShard): Place[] {
  const isExact = url === null
  const all = isExact ? ranges : [{ from: 0, to: bytes, url }]
  return all.flatMap(({ from, to, url: own }) =>
    own === null
      ? []
      : [{ place: `${batch} ${from}-${to}`, opens: { from, to }, isExact, url: own }],
  )
}

function differenceOf({ head }: PlannedShard, item: LicensedShard): string | undefined {
  const same =
    item.lease === head.leaseId &&
    item.sha256 === head.shardSha256 &&
    item.bytes === head.shardBytes
  return same ? undefined : `the edge offers lease ${item.lease}, the snapshot has ${head.leaseId}`
}

function lastLogIndex(shards: Iterable<PlannedShard>): number {
  let last = -1
  for (const { rows } of shards)
    for (const row of rows) if (row.logIndex > last) last = row.logIndex
  return last
}
