import { listAccessDays } from '../../d1/license-access.ts'
import { createRouter } from '../router.ts'
import { accessDay, recordHanded } from './access.ts'
import type { LicenseEnv } from './auth.ts'
import { loadLicensed, pageOf, startOf } from './licensed.ts'
import { assetsIn, findRecipe, seedPart } from './recipe.ts'
import { listShards, readAccess, readRecipe } from './routes.ts'
import { findShards, presignShards } from './shards.ts'

/** URLs and seeds are for the licensee alone. */
const NOT_KEPT = { 'cache-control': 'private, no-store' }

/** What licensees fetch their assets by; the license itself is the bearer token. */
export const delivery = createRouter<LicenseEnv>()
  .openapi(listShards, async (c) => {
    const { license, nowMs } = c.var
    const query = c.req.valid('query')
    const licensed = await loadLicensed(c.env, license)
    const start = startOf({ list: 'shards', query }, license, licensed.record)
    const { batches, assets, urls, next } = await findShards(licensed, start, query.limit)
    await recordHanded(c, { kind: 'shards', urls, assets })
    const data = await presignShards(c.env, license, batches, nowMs)
    return c.json(pageOf('shards', license, { data, next }), 200, NOT_KEPT)
  })
  .openapi(readRecipe, async (c) => {
    const { license } = c.var
    const query = c.req.valid('query')
    const licensed = await loadLicensed(c.env, license)
    const start = startOf({ list: 'recipe', query }, license, licensed.record)
    const { parts, next } = await findRecipe(licensed, start)
    await recordHanded(c, { kind: 'recipe', urls: 0, assets: assetsIn(parts) })
    const data = parts.map((part) => seedPart(c.env, part))
    return c.json(pageOf('recipe', license, { data, next }), 200, NOT_KEPT)
  })
  .openapi(readAccess, async (c) => {
    const { jti: license } = c.var.license
    const days = await listAccessDays(c.env.CATALOG, license)
    return c.json({ license, days: days.map(accessDay) }, 200, NOT_KEPT)
  })

delivery.openAPIRegistry.registerComponent('securitySchemes', 'license', {
  type: 'http',
  scheme: 'bearer',
  bearerFormat: 'JWS',
  description: 'The license as it was issued: one compact JWS; see docs/buyers.md',
})
