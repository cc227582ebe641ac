import {
  CROISSANT_CONFORMS_TO,
  type CroissantOffer,
  croissantOf,
  type JsonLd,
} from '../../domain/dataset/croissant.ts'
import { priceOf } from '../../domain/license/price.ts'
import { LICENSE_TERMS, LICENSE_TIERS } from '../../domain/license/terms.ts'
import { decimalRender, RENDER_MINT } from '../../domain/payment/render-token.ts'
import { formatRecord } from '../../r2/snapshot-store.ts'
import { fileUrl } from '../datasets/versions.ts'
import type { LoadedSnapshot } from './load.ts'

export const CROISSANT_MEDIA_TYPE = `application/ld+json; profile="${CROISSANT_CONFORMS_TO}"`

/** RENDER, as CAIP-19 names a token on Solana's main network. */
const RENDER = `solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp/token:${RENDER_MINT}`

/** The Croissant document of a version, with what licenses of all its assets cost when it is asked for. */
export function croissantDocument(
  { PUBLIC_URL }: Pick<Env, 'PUBLIC_URL'>,
  { row, record }: LoadedSnapshot,
  nowMs: number,
): JsonLd {
  const urlOf = (version: string): string => `${PUBLIC_URL}/v1/datasets/${version}`
  const datasetUrl = urlOf(row.version)
  const offers = LICENSE_TIERS.flatMap((tier) =>
    LICENSE_TERMS.map((termDays): CroissantOffer => {
      const { atoms } = priceOf({ count: record.rows, tier, termDays, atMs: nowMs })
      const termsUrl = `${PUBLIC_URL}/license-terms/${tier}`
      return { tier, termDays, price: decimalRender(atoms), termsUrl }
    }),
  )
  const places = {
    datasetUrl,
    parentUrl: record.parent === null ? null : urlOf(record.parent),
    recordUrl: `${datasetUrl}/record.json`,
    recordSha256: row.recordSha256,
    recordBytes: formatRecord(record).length,
    fileUrl: (key: string) => fileUrl(PUBLIC_URL, key),
    publisherUrl: PUBLIC_URL,
    logUrl: `${PUBLIC_URL}/log/checkpoint`,
    createdAt: new Date(record.createdAtMs).toISOString(),
    publishedAt: new Date(row.publishedAtMs).toISOString(),
    currency: RENDER,
  }
  return croissantOf(record, places, offers)
}
