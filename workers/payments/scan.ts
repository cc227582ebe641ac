import type { FinalizedTransaction } from '../../domain/payment/judge.ts'
import { agreedTransaction } from './endpoints.ts'
import { LISTED_MAX, type ListedSignature, type PaymentRpc } from './rpc.ts'

/** Most transactions that one scan looks at. The next one goes on where it stopped. */
export const EXAMINED_MAX = 40
/** Most pages of a list: anyone may name a reference, but each transaction costs a fee. */
export const PAGES_MAX = 50
/** A node's index of addresses may fill a moment after its blocks: newer entries are read again. */
export const SETTLED_MS = 2 * 60_000

export interface ScanQuery {
  readonly reference: string
  /** Where an earlier scan stopped. */
  readonly after: string | undefined
  /** Signatures that need no second look. */
  readonly known: ReadonlySet<string>
  /** What the memos of our own transactions say of the order. */
  readonly memo: string
  readonly nowMs: number
}

export interface Scan {
  /** Facts on which all endpoints agree, oldest first. */
  readonly found: readonly FinalizedTransaction[]
  /** Up to this one, nothing is open; undefined where that is no further than before. */
  readonly readTo: string | undefined
  /** What kept transactions from being judged. */
  readonly faults: readonly unknown[]
}

interface Entry {
  readonly listed: ListedSignature
  /** How many endpoints list it as failed. */
  failures: number
}

/**
 * Reads the transactions that name a reference, the oldest first and a bounded number of them. One
 * that some endpoint does not know yet stays open, and one that they contradict each other on does
 * not keep the others from being read.
 */
export async function scanReference(
  endpoints: readonly PaymentRpc[],
  query: ScanQuery,
): Promise<Scan> {
  const listings = await Promise.all(endpoints.map((rpc) => listAll(rpc, query)))
  const isWhole = listings.every(({ whole }) => whole)
  const entries = mergeLists(listings.map(({ listed }) => listed))
  const closed = new Set(
    entries
      .filter(({ listed, failures }) => {
        return failures === endpoints.length || query.known.has(listed.signature)
      })
      .map(({ listed }) => listed.signature),
  )
  const open = entries.map(({ listed }) => listed).filter(({ signature }) => !closed.has(signature))

  const found: FinalizedTransaction[] = []
  const faults: unknown[] = isWhole ? [] : [new Error(`too many name ${query.reference}`)]
  for (const { signature } of choose(open, query.memo)) {
    try {
      const transaction = await agreedTransaction(endpoints, signature)
      if (transaction === undefined) continue
      found.push(transaction)
      closed.add(signature)
    } catch (error) {
      faults.push(error)
    }
  }
  found.sort((left, right) => left.slot - right.slot)
  return { found, faults, readTo: isWhole ? closedPrefix(entries, closed, query.nowMs) : undefined }
}

/**
 * Half of those to look at are the oldest, so that every scan gets on; the others are the oldest that
 * name the order in their memo, as our own transactions do, so that those need not wait for others.
 */
function choose(open: readonly ListedSignature[], memo: string): ReadonlySet<ListedSignature> {
  const naming = open.filter((listed) => listed.memo?.includes(memo))
  const half = EXAMINED_MAX / 2
  return new Set([...open.slice(0, half), ...naming, ...open.slice(half)].slice(0, EXAMINED_MAX))
}

interface Listing {
  readonly listed: readonly ListedSignature[]
  /** Whether it goes down to where the last scan stopped. */
  readonly whole: boolean
}

/** Newest first. */
async function listAll(rpc: PaymentRpc, { reference, after }: ScanQuery): Promise<Listing> {
  const listed: ListedSignature[] = []
  for (let page = 1; page <= PAGES_MAX; page += 1) {
    const before = listed.at(-1)?.signature
    const more = await rpc.signaturesOf(reference, { before, until: after, limit: LISTED_MAX })
    listed.push(...more)
    if (more.length < LISTED_MAX) return { listed, whole: true }
  }
  return { listed, whole: false }
}

/** All that any endpoint lists, oldest first. */
function mergeLists(lists: readonly (readonly ListedSignature[])[]): Entry[] {
  const entries = new Map<string, Entry>()
  for (const listed of lists.flatMap((list) => list.toReversed())) {
    const entry = entries.get(listed.signature) ?? { listed, failures: 0 }
    entry.failures += listed.failed ? 1 : 0
    entries.set(listed.signature, entry)
  }
  return [...entries.values()].toSorted((left, right) => left.listed.slot - right.listed.slot)
}

function closedPrefix(
  entries: readonly Entry[],
  closed: ReadonlySet<string>,
  nowMs: number,
): string | undefined {
  let readTo: string | undefined
  for (const { listed } of entries) {
    const settled = listed.atMs !== null && listed.atMs < nowMs - SETTLED_MS
    if (!settled || !closed.has(listed.signature)) break
    readTo = listed.signature
  }
  return readTo
}
