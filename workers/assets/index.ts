import { createRoute, z } from '@hono/zod-openapi'
import { Refusal } from '../../domain/errors.ts'
import type { Sha256Hex } from '../../domain/ids.ts'
import { VIEW_SIZE_MAX, VIEW_SIZE_MIN, VIEW_SIZE_STEP } from '../../domain/lease/views.ts'
import { Sha256Text } from '../oracle/schema.ts'
import { findFirstUpload } from '../provenance/first-uploads.ts'
import { createRouter, refusals } from '../router.ts'
import { cnftMetadata } from './cnft-metadata.ts'
import { type FoundAsset, findAsset, readRecord } from './find-asset.ts'
import { makePicture, makePreview, PICTURE_SIZE, PICTURES } from './preview.ts'
import { AssetRecord, CnftMetadata } from './schema.ts'

const LogIndex = z.coerce.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER)

const PictureQuery = z.object({
  /** Which of the cameras around the asset. */
  i: z.coerce
    .number()
    .int()
    .min(0)
    .max(PICTURES - 1)
    .default(0),
  /** Width and height in pixels. */
  size: z.coerce
    .number()
    .int()
    .min(VIEW_SIZE_MIN)
    .max(VIEW_SIZE_MAX)
    .multipleOf(VIEW_SIZE_STEP)
    .default(PICTURE_SIZE),
})

const readAsset = createRoute({
  method: 'get',
  path: '/v1/assets/{sha256}',
  operationId: 'readAsset',
  security: [],
  request: { params: z.object({ sha256: Sha256Text }) },
  responses: {
    200: {
      description: 'First upload, facts and cNFT of an asset',
      content: { 'application/json': { schema: AssetRecord } },
    },
    ...refusals('ASSET_NOT_FOUND'),
  },
})

const readPreview = createRoute({
  method: 'get',
  path: '/v1/previews/{file}',
  operationId: 'readPreview',
  security: [],
  request: { params: z.object({ file: z.string().regex(/^[0-9]{1,15}\.glb$/) }) },
  responses: {
    200: {
      description: 'A coarse GLB of the asset at a log index',
      content: { 'model/gltf-binary': { schema: z.any() } },
    },
    ...refusals('LOG_INDEX_UNKNOWN'),
  },
})

const readPicture = createRoute({
  method: 'get',
  path: '/v1/assets/{sha256}/view.png',
  operationId: 'readAssetView',
  security: [],
  request: { params: z.object({ sha256: Sha256Text }), query: PictureQuery },
  responses: {
    200: {
      description: 'A picture of an asset, rendered anew from its seed at the grid of previews',
      content: { 'image/png': { schema: z.any() } },
    },
    ...refusals('ASSET_NOT_FOUND', 'VIEW_NOT_FOUND'),
  },
})

const readCnft = createRoute({
  method: 'get',
  path: '/c/{logIndex}',
  operationId: 'readCnftMetadata',
  security: [],
  request: { params: z.object({ logIndex: LogIndex }) },
  responses: {
    200: {
      description: 'The off-chain metadata that the cNFT names',
      content: { 'application/json': { schema: CnftMetadata } },
    },
    ...refusals('LOG_INDEX_UNKNOWN'),
  },
})

const FOR_GOOD = {
  'cache-control': 'public, max-age=31536000, immutable',
  'access-control-allow-origin': '*',
}

export const assets = createRouter()
  .openapi(readAsset, async (c) => {
    const { sha256 } = c.req.valid('param')
    const logIndex = await logIndexOf(c.env, sha256)
    return c.json(await readRecord(c.env, logIndex, await existing(c.env, logIndex)), 200)
  })
  .openapi(readPicture, async (c) => {
    const { sha256 } = c.req.valid('param')
    const { i: view, size } = c.req.valid('query')
    const { submission, receipt } = await existing(c.env, await logIndexOf(c.env, sha256))
    const png = makePicture(c.env, submission, receipt.index, { view, size })
    if (png === undefined) throw new Refusal('VIEW_NOT_FOUND', { sha256 })
    return c.body(Uint8Array.from(png), 200, { 'content-type': 'image/png', ...FOR_GOOD })
  })
  .openapi(readPreview, async (c) => {
    const logIndex = Number.parseInt(c.req.valid('param').file, 10)
    const { submission, receipt } = await existing(c.env, logIndex)
    const glb = makePreview(c.env, submission, receipt.index)
    return c.body(Uint8Array.from(glb), 200, {
      'content-type': 'model/gltf-binary',
      ...FOR_GOOD,
    })
  })
  .openapi(readCnft, async (c) => {
    const { logIndex } = c.req.valid('param')
    const found = await existing(c.env, logIndex)
    return c.json(cnftMetadata(await readRecord(c.env, logIndex, found)), 200)
  })

async function logIndexOf(env: Env, sha256: Sha256Hex): Promise<number> {
  const upload = await findFirstUpload(env, sha256)
  if (upload?.logIndex === undefined) throw new Refusal('ASSET_NOT_FOUND', { sha256 })
  return upload.logIndex
}

async function existing(env: Env, logIndex: number): Promise<FoundAsset> {
  const found = await findAsset(env, logIndex)
  if (found === undefined) throw new Refusal('LOG_INDEX_UNKNOWN', { logIndex: String(logIndex) })
  return found
}
