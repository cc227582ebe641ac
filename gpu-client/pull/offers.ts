import { batchNumber } from '../../domain/ids.ts'
import type { LicensedShard, ShardPage } from '../../workers/delivery/schema.ts'
import type { Edge, PageStart } from './edge.ts'
import type { PlannedShard, PlanStore } from './plan-store.ts'

/** Where a shard can be read for now. */
export interface Offer {
  readonly shard: PlannedShard
  url(): string
  /** Asks for the URLs anew, unless another reader of the same page has done so since this one was given. */
  renew(used: string, signal: AbortSignal): Promise<void>
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
    const open = new Map(plan.openShards(chunk).map((shard) => [shard.batch, shard]))
    for await (const page of pagesOf(edge, chunk, lastLogIndex(open.values()), signal)) {
      yield* page.items.flatMap((item) => takeOffer(page, item, open))
      if (open.size === 0) break
    }
    for (const shard of open.values()) {
      yield { status: 'withheld', shard, issue: 'the edge does not offer it' }
    }
  }
}

/** The offer of a wanted shard, which is then no longer wanted. */
function takeOffer(page: Page, item: LicensedShard, open: Map<number, PlannedShard>): Offered[] {
  const shard = open.get(batchNumber(item.batch))
  if (shard === undefined) return []
  open.delete(shard.batch)
  const issue = differenceOf(shard, item)
  if (issue !== undefined) return [{ status: 'withheld', shard, issue }]
  return [{ status: 'offered', offer: page.offerOf(shard) }]
}

interface Page {
  readonly items: readonly LicensedShard[]
  offerOf(shard: PlannedShard): Offer
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
  const urls = new Map(items.map(({ batch, url }) => [batchNumber(batch), url]))
  let renewing: Promise<void> | undefined
  const renewAll = async (signal: AbortSignal): Promise<void> => {
    const { data } = await edge.shards(start, signal)
    for (const { batch, url } of data) urls.set(batchNumber(batch), url)
  }
  return {
    items,
    offerOf: (shard) => {
      const url = (): string => urls.get(shard.batch) ?? ''
      return {
        ...{ shard, url },
        renew: async (used, signal) => {
          if (url() !== used) return
          renewing ??= renewAll(signal).finally(() => {
            renewing = undefined
          })
          await renewing
        },
      }
    },
  }
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
