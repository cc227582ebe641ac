import { batchId } from '../../domain/ids.ts'
import type { LicenseClaims } from '../../domain/license/claims.ts'
import { byteRanges } from '../../domain/license/ranges.ts'
import { type LicensedBatch, licensedBatches } from '../../domain/license/selection.ts'
import { shardKey } from '../../r2/geometry-store.ts'
import { presignGet, s3AccessOf } from '../../r2/presign.ts'
import type { Licensed, Place } from './licensed.ts'
import type { LicensedShard } from './schema.ts'

const URL_VALID_SECONDS = 900
/** Bounds the length of a page where batches are large. */
const ASSETS_MAX = 16_384

interface FoundShards {
  readonly batches: readonly LicensedBatch[]
  readonly assets: number
  /** Where the next page starts; undefined at the end of the snapshot. */
  readonly next: Place | undefined
}

/** The next licensed batches, in the order of their rows. */
export async function findShards(
  { record, matches, readChunk }: Licensed,
  start: Place,
  limit: number,
): Promise<FoundShards> {
  const page: PageOfBatches = { batches: [], assets: 0, limit }
  const ending = (next: Place | undefined) => ({ ...page, next })
  for (let place = start.chunk; place < record.chunks.length; place += 1) {
    const from = place === start.chunk ? start.batch : 0
    const chunk = isFull(page) ? undefined : await readChunk(place)
    if (chunk === undefined) return ending({ chunk: place, batch: from })
    for (const found of licensedBatches(chunk, matches, from)) {
      if (isFull(page)) return ending({ chunk: place, batch: found.place })
      page.batches.push(found)
      page.assets += found.rows.length
    }
  }
  return ending(undefined)
}

interface PageOfBatches {
  readonly batches: LicensedBatch[]
  assets: number
  readonly limit: number
}

const isFull = ({ batches, assets, limit }: PageOfBatches): boolean =>
  batches.length === limit || assets >= ASSETS_MAX

/** The batches as licensees get them, with URLs that end with the license at the latest. */
export async function presignShards(
  env: Env,
  { exp }: Pick<LicenseClaims, 'exp'>,
  batches: readonly LicensedBatch[],
  nowMs: number,
): Promise<LicensedShard[]> {
  const fromMs = nowMs - (nowMs % 1_000)
  const validSeconds = Math.min(URL_VALID_SECONDS, exp - fromMs / 1_000)
  const expiresAtMs = fromMs + validSeconds * 1_000
  const access = s3AccessOf(env)
  return Promise.all(
    batches.map(async ({ batch, rows }) => {
      const { batchNumber, leaseId, generator, grid, views, shardSha256, shardBytes } = batch
      const id = batchId(batchNumber)
      const key = shardKey(id, leaseId)
      return {
        ...{ batch: id, lease: leaseId, generator, grid, views },
        ...{ sha256: shardSha256, bytes: shardBytes },
        ...{ url: await presignGet(access, { key, fromMs, validSeconds }), expiresAtMs },
        assets: rows.map(({ logIndex, index, sha256, offset, bytes, span }) => ({
          ...{ logIndex, index, sha256, offset, bytes, span },
        })),
        ranges: byteRanges(rows),
      }
    }),
  )
}
