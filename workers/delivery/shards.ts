import { batchId } from '../../domain/ids.ts'
import type { LicenseClaims } from '../../domain/license/claims.ts'
import { type ByteRange, byteRanges } from '../../domain/license/ranges.ts'
import { type LicensedBatch, licensedBatches } from '../../domain/license/selection.ts'
import { TAR_END } from '../../domain/shard/tar.ts'
import { shardKey } from '../../r2/geometry-keys.ts'
import { presignGet, s3AccessOf } from '../../r2/presign.ts'
import type { Licensed, Place } from './licensed.ts'
import type { LicensedShard } from './schema.ts'

const URL_VALID_SECONDS = 900
/** Bounds the length of a page where batches are large. */
const ASSETS_MAX = 16_384
/** Bounds what a page takes to sign. A batch has at most one for each of its 256 assets. */
const URLS_MAX = 1_000
/** What a download that is cut off has to repeat at most. */
const RANGE_BYTES_MAX = 8 * 1024 * 1024

/** The licensed bytes of a batch, and by how many URLs they are handed out. */
export interface HandedBatch extends LicensedBatch {
  /** Every asset of the shard is licensed, so that one URL of all of it opens nothing else. */
  readonly isWhole: boolean
  readonly ranges: readonly ByteRange[]
}

interface FoundShards {
  readonly batches: readonly HandedBatch[]
  readonly assets: number
  readonly urls: number
  /** Where the next page starts; undefined at the end of the snapshot. */
  readonly next: Place | undefined
}

/** The next licensed batches, in the order of their rows. */
export async function findShards(
  { record, matches, readChunk }: Licensed,
  start: Place,
  limit: number,
): Promise<FoundShards> {
  const page: PageOfBatches = { batches: [], assets: 0, urls: 0, limit }
  const ending = (next: Place | undefined) => ({ ...page, next })
  for (let place = start.chunk; place < record.chunks.length; place += 1) {
    const from = place === start.chunk ? start.batch : 0
    const chunk = isFull(page) ? undefined : await readChunk(place)
    if (chunk === undefined) return ending({ chunk: place, batch: from })
    for (const found of licensedBatches(chunk, matches, from)) {
      const handed = handedBatch(found)
      if (!hasRoomFor(page, handed)) return ending({ chunk: place, batch: found.place })
      page.batches.push(handed)
      page.assets += found.rows.length
      page.urls += urlsOf(handed)
    }
  }
  return ending(undefined)
}

/**
 * A shard is handed out as a whole only where the licensed rows are all that it holds: neither an asset
 * outside of the license, nor a duplicate, nor a byte but the end of the tar is left.
 */
function handedBatch(found: LicensedBatch): HandedBatch {
  const { batch, rows } = found
  const [run, ...others] = byteRanges(rows)
  const isWhole =
    rows.length === batch.count &&
    others.length === 0 &&
    run?.from === 0 &&
    run.to === batch.shardBytes - TAR_END.length
  return { ...found, isWhole, ranges: isWhole ? [run] : byteRanges(rows, RANGE_BYTES_MAX) }
}

const urlsOf = ({ isWhole, ranges }: HandedBatch): number => (isWhole ? 1 : ranges.length)

interface PageOfBatches {
  readonly batches: HandedBatch[]
  assets: number
  urls: number
  readonly limit: number
}

const isFull = ({ batches, assets, limit }: PageOfBatches): boolean =>
  batches.length === limit || assets >= ASSETS_MAX

const hasRoomFor = (page: PageOfBatches, handed: HandedBatch): boolean =>
  page.batches.length === 0 || (!isFull(page) && page.urls + urlsOf(handed) <= URLS_MAX)

/** The batches as licensees get them, with URLs that end with the license at the latest. */
export async function presignShards(
  env: Env,
  { exp }: Pick<LicenseClaims, 'exp'>,
  batches: readonly HandedBatch[],
  nowMs: number,
): Promise<LicensedShard[]> {
  const fromMs = nowMs - (nowMs % 1_000)
  const validSeconds = Math.min(URL_VALID_SECONDS, exp - fromMs / 1_000)
  const expiresAtMs = fromMs + validSeconds * 1_000
  const access = s3AccessOf(env)
  return Promise.all(
    batches.map(async ({ batch, rows, isWhole, ranges }) => {
      const { batchNumber, leaseId, generator, grid, views, shardSha256, shardBytes } = batch
      const id = batchId(batchNumber)
      const get = { key: shardKey(id, leaseId), fromMs, validSeconds }
      const signed = ranges.map(async (range) => {
        return { ...range, url: isWhole ? null : await presignGet(access, { ...get, range }) }
      })
      return {
        ...{ batch: id, lease: leaseId, generator, grid, views },
        ...{ sha256: shardSha256, bytes: shardBytes },
        ...{ url: isWhole ? await presignGet(access, get) : null, expiresAtMs },
        assets: rows.map(({ logIndex, index, sha256, offset, bytes, span }) => ({
          ...{ logIndex, index, sha256, offset, bytes, span },
        })),
        ranges: await Promise.all(signed),
      }
    }),
  )
}
