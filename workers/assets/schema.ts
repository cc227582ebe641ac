import { z } from 'zod'
import {
  BatchIdText,
  Cnft,
  LeaseIdText,
  NodeIdText,
  Sha256Text,
  WalletText,
} from '../oracle/schema.ts'

const Count = z.number().int().nonnegative()

/** All that the network states of one asset; `docs/protocol.md` says how to check each part. */
export const AssetRecord = z
  .object({
    sha256: Sha256Text,
    logIndex: Count,
    uploader: WalletText,
    node: NodeIdText,
    batch: BatchIdText,
    lease: LeaseIdText,
    index: Count,
    generator: z.string(),
    grid: Count,
    registeredAtMs: Count,
    bytes: Count,
    family: z.string(),
    caption: z.string(),
    /** How many; `partFacts` names them from version 2 of the generator on. */
    parts: Count,
    partFacts: z.array(z.object({ name: z.string(), material: z.string() })),
    tags: z.array(z.string()),
    vertices: Count,
    triangles: Count,
    cnft: Cnft.nullable(),
    proofUrl: z.string(),
    previewUrl: z.string(),
  })
  .meta({ id: 'AssetRecord' })

/** Off-chain metadata in the shape that wallets read (Metaplex token standard). */
export const CnftMetadata = z
  .object({
    name: z.string(),
    symbol: z.string(),
    description: z.string(),
    external_url: z.string(),
    animation_url: z.string(),
    attributes: z.array(z.object({ trait_type: z.string(), value: z.string() })),
    properties: z.object({
      category: z.literal('vr'),
      files: z.array(z.object({ uri: z.string(), type: z.string() })),
    }),
  })
  .meta({ id: 'CnftMetadata' })

export type AssetRecord = z.infer<typeof AssetRecord>
export type CnftMetadata = z.infer<typeof CnftMetadata>
