import { z } from 'zod'
import { Sha256Text } from '../oracle/schema.ts'

const Count = z.number().int().nonnegative()

export const LatestAsset = z
  .object({
    logIndex: Count,
    sha256: Sha256Text,
    family: z.string(),
    caption: z.string(),
    triangles: Count,
    node: z.string(),
    cnft: z.string().nullable(),
    previewUrl: z.string(),
  })
  .meta({ id: 'LatestAsset' })

/** The network at a glance. Counts are assets unless their name says otherwise. */
export const NetworkStatus = z
  .object({
    nodes: Count,
    assets: z.object({
      accepted: Count,
      rejected: Count,
      pending: Count,
      duplicates: Count,
      minted: Count,
    }),
    rejectedBatches: z.record(z.string(), Count),
    batches: Count,
    mintTransactions: Count,
    log: z.object({
      origin: z.string(),
      size: Count,
      root: z.string(),
      cosignatures: Count,
      anchor: z
        .object({
          size: Count,
          root: z.string(),
          signature: z.string(),
          slot: Count,
          anchoredAtMs: Count,
        })
        .nullable(),
    }),
    treasury: z.object({ address: z.string(), tree: z.string().nullable() }).nullable(),
    latest: z.array(LatestAsset),
  })
  .meta({ id: 'NetworkStatus' })

export type LatestAsset = z.infer<typeof LatestAsset>
export type NetworkStatus = z.infer<typeof NetworkStatus>
