import { concatBytes } from '../bytes.ts'
import type { Sha256 } from '../hash.ts'
import { utf8Bytes } from '../log/utf8.ts'
import { uint32BigEndian } from '../seed/asset-seed.ts'
import { type Permutation, permutation } from './permutation.ts'

/**
 * `global`: all samples shuffled together. `shards`: shards shuffled, then the samples of each, so
 * that a shard is read as a whole before the next one.
 */
export const ORDER_MODES = ['global', 'shards'] as const
export type OrderMode = (typeof ORDER_MODES)[number]

export interface OrderRequest {
  readonly mode: OrderMode
  readonly seed: number
  readonly epoch: number
  /** How many samples each shard has. */
  readonly shardSamples: readonly number[]
}

/** Which sample comes when; the same for the same request, and computed alone for any place. */
export interface SampleOrder {
  readonly size: number
  /** The number of the n-th sample in the order of shards and of samples in them. */
  at(n: number): number
}

/** Where a sample is, by its number. */
export interface SamplePlace {
  readonly shard: number
  /** Position in the shard. */
  readonly position: number
}

export function sampleOrder(sha256: Sha256, request: OrderRequest): SampleOrder {
  const { mode, seed, epoch, shardSamples } = request
  const label = `piwa-order/1 ${mode} ${seed} ${epoch}`
  const starts = startsOf(shardSamples)
  const size = starts.at(-1) ?? 0
  if (mode === 'global') return permutation(sha256, label, size)
  const order = shuffledShards(sha256, label, shardSamples.length)
  const places = startsOf(order.map((shard) => shardSamples[shard] ?? 0))
  let last: { readonly shard: number; readonly within: Permutation } | undefined
  return {
    size,
    at: (n) => {
      const place = placeOf(places, n)
      const shard = order[place.shard] ?? 0
      if (last?.shard !== shard) {
        const samples = shardSamples[shard] ?? 0
        last = { shard, within: permutation(sha256, `${label} ${shard}`, samples) }
      }
      return (starts[shard] ?? 0) + last.within.at(place.position)
    },
  }
}

/** By the first 48 bits of SHA-256(SHA-256(label) || shard as uint32 big-endian): one hash a shard. */
function shuffledShards(sha256: Sha256, label: string, count: number): number[] {
  const key = sha256(utf8Bytes(label))
  const ranked = Array.from({ length: count }, (_, shard) => {
    const hash = sha256(concatBytes(key, uint32BigEndian(shard)))
    const view = new DataView(hash.buffer, hash.byteOffset)
    return { shard, rank: view.getUint32(0) * 65_536 + view.getUint16(4) }
  })
  return ranked.sort((a, b) => a.rank - b.rank || a.shard - b.shard).map(({ shard }) => shard)
}

/** Sums of all that comes before: one more than there are shards. */
export function startsOf(shardSamples: readonly number[]): number[] {
  const starts = [0]
  for (const samples of shardSamples) starts.push((starts.at(-1) ?? 0) + samples)
  return starts
}

/** The shard in which a sample lies, by binary search. Throws RangeError for no sample's number. */
export function placeOf(starts: readonly number[], sample: number): SamplePlace {
  const size = starts.at(-1) ?? 0
  if (!Number.isSafeInteger(sample) || sample < 0 || sample >= size) {
    throw new RangeError(`not a sample among ${size}: ${sample}`)
  }
  let low = 0
  let high = starts.length - 1
  while (high - low > 1) {
    const sum = low + high
    const middle = (sum - (sum % 2)) / 2
    if ((starts[middle] ?? 0) <= sample) low = middle
    else high = middle
  }
  return { shard: low, position: sample - (starts[low] ?? 0) }
}

/**
 * The places in the order, from one up to and without another, that a worker takes: every `workers`-th.
 * All workers together take each place once, however many there are, so a run that stopped at a
 * place goes on from it with another number of workers.
 */
export function* placesOf(
  { from, to }: { readonly from: number; readonly to: number },
  { worker, workers }: { readonly worker: number; readonly workers: number },
): Generator<number> {
  const first = from + ((worker - (from % workers) + workers) % workers)
  for (let place = first; place < to; place += workers) yield place
}
