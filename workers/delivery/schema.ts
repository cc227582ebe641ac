import { z } from 'zod'
import { isVersion } from '../../domain/dataset/snapshot.ts'
import { isLicenseId } from '../../domain/ids.ts'
import { SEED_TREE_DEPTH } from '../../domain/seed/seed-tree.ts'
import { BatchIdText, LeaseIdText, Sha256Text, Views } from '../oracle/schema.ts'

/**
 * The wire between licensees and the edge; gpu-client imports it. A page may be empty and yet not be
 * the last: the edge reads few chunks of a snapshot a request, and a filter may match none of their
 * rows. Read on until `hasMore` is false.
 */

export const LicenseIdText = z.string().refine(isLicenseId, 'malformed license id')
const VersionText = z.string().refine(isVersion, 'malformed version')
const Count = z.number().int().nonnegative()
const TimeMs = z.number().int().positive()
const Generator = z.object({
  generator: z.string(),
  grid: z.number().int().positive(),
  /** What the batches' shards hold of rendered views; seeds give them too. */
  views: Views.nullable(),
})

export const SHARDS_MAX = 200
export const SHARDS_DEFAULT = 50

/** Where a page starts: after another one, or at a chunk whose place in the snapshot's record is known. */
const PageQuery = z.object({
  /** As the page before had it. It is good for one license and one list. */
  cursor: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,200}$/, 'malformed cursor')
    .optional(),
  /**
   * Starts at the first row of this chunk. Whoever has the chunks knows which of them have licensed
   * rows, may leave out the others, and may read several at once.
   */
  chunk: z.coerce.number().int().min(0).max(1_000_000).optional(),
})

export const LicenseParams = z.object({ licenseId: LicenseIdText })
export const RecipeQuery = PageQuery
export const ShardsQuery = PageQuery.extend({
  limit: z.coerce.number().int().min(1).max(SHARDS_MAX).default(SHARDS_DEFAULT),
})

const LicensedSnapshot = z.object({ version: VersionText, root: Sha256Text })
const page = <Item extends z.ZodType>(item: Item) =>
  z.object({
    license: LicenseIdText,
    snapshot: LicensedSnapshot,
    data: z.array(item),
    /** Of the next page; null after the last one. */
    cursor: z.string().nullable(),
    hasMore: z.boolean(),
  })

export const ShardAsset = z
  .object({
    logIndex: Count,
    /** Position in the batch. */
    index: Count,
    /** Of the GLB. */
    sha256: Sha256Text,
    /** Where the GLB starts in the shard. */
    offset: Count,
    /** Length of the GLB. */
    bytes: Count,
    /** Length of all files of the asset in the shard, headers and padding included. */
    span: Count,
  })
  .meta({ id: 'ShardAsset' })

/** Bytes of a shard from `from` up to, and without, `to`: whole entries of the tar. */
export const LicensedRange = z
  .object({
    from: Count,
    to: Count,
    /**
     * Allows GET with the header `range: bytes=<from>-<to - 1>`, exactly so, until it expires. Null where
     * the shard's own URL opens these bytes.
     */
    url: z.url().nullable(),
  })
  .meta({ id: 'LicensedRange' })

/**
 * Licensed assets of one shard. The ranges in their order and 1,024 zero bytes are a tar. A shard has
 * either one URL of its own or one for each range: no URL opens what is not licensed. A batch whose
 * rows lie in two chunks comes twice, with different assets, and each time as a part.
 */
export const LicensedShard = z
  .object({
    batch: BatchIdText,
    lease: LeaseIdText,
    ...Generator.shape,
    /** Of the whole shard. */
    sha256: Sha256Text,
    /** Of the whole shard. */
    bytes: Count,
    /**
     * Where every asset of the shard is licensed: allows GET of all of it, or of any range, until it
     * expires. Otherwise null, and the ranges have URLs.
     */
    url: z.url().nullable(),
    /** Of all URLs here; asking again gives others. */
    expiresAtMs: TimeMs,
    /** In the order of their log indexes. */
    assets: z.array(ShardAsset).min(1),
    /** At most 8 MiB each where they have URLs, unless one asset is longer. */
    ranges: z.array(LicensedRange).min(1),
  })
  .refine(
    ({ url, ranges }) => ranges.every((range) => (range.url === null) === (url !== null)),
    'a shard has one URL or one for each range',
  )
  .meta({ id: 'LicensedShard' })

export const ShardPage = page(LicensedShard).meta({ id: 'ShardPage' })

/** A node of the seed tree: all batches below it are licensed as a whole. */
export const RecipeNode = z
  .object({
    level: z.number().int().min(0).max(SEED_TREE_DEPTH),
    position: Count,
    /** 32 bytes in hex. */
    seed: z.string().regex(/^[0-9a-f]{64}$/),
  })
  .meta({ id: 'RecipeNode' })

/** Consecutive batches of which every asset is licensed. */
export const RecipeRange = z
  .object({
    kind: z.literal('range'),
    ...Generator.shape,
    firstBatch: BatchIdText,
    lastBatch: BatchIdText,
    /** From left to right; they cover these batches and no other. */
    nodes: z.array(RecipeNode).min(1),
    /** How many assets each batch has, by its order. */
    counts: z.array(z.number().int().positive()).min(1),
  })
  .meta({ id: 'RecipeRange' })

/** Single assets of a batch, each with a seed of its own. */
export const RecipeAssets = z
  .object({
    kind: z.literal('assets'),
    ...Generator.shape,
    batch: BatchIdText,
    assets: z
      .array(
        z.object({
          /** Position in the batch. */
          index: Count,
          /** 16 bytes in hex. */
          seed: z.string().regex(/^[0-9a-f]{32}$/),
        }),
      )
      .min(1),
  })
  .meta({ id: 'RecipeAssets' })

export const RecipeItem = z
  .discriminatedUnion('kind', [RecipeRange, RecipeAssets])
  .meta({ id: 'RecipeItem' })

/**
 * What regenerates licensed assets. The hashes to expect are in the snapshot's rows. Assets that were
 * not generated from a seed of the tree are in shards only.
 */
export const RecipePage = page(RecipeItem).meta({ id: 'RecipePage' })

export const AccessLog = z
  .object({
    license: LicenseIdText,
    /** The latest first. */
    days: z.array(
      z.object({
        /** In UTC. */
        day: z.string().regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/),
        requests: Count,
        /** Presigned URLs that were handed out. */
        urls: Count,
        /** Assets that were handed out, by URL or by seed; one that was asked for twice counts twice. */
        assets: Count,
      }),
    ),
  })
  .meta({ id: 'AccessLog' })

export type ShardAsset = z.infer<typeof ShardAsset>
export type LicensedRange = z.infer<typeof LicensedRange>
export type LicensedShard = z.infer<typeof LicensedShard>
export type ShardPage = z.infer<typeof ShardPage>
export type RecipeNode = z.infer<typeof RecipeNode>
export type RecipeRange = z.infer<typeof RecipeRange>
export type RecipeAssets = z.infer<typeof RecipeAssets>
export type RecipeItem = z.infer<typeof RecipeItem>
export type RecipePage = z.infer<typeof RecipePage>
export type AccessLog = z.infer<typeof AccessLog>
