import { createRoute } from '@hono/zod-openapi'
import { json, refusals } from '../router.ts'
import { requireLicense, requireOwnLicense } from './auth.ts'
import {
  AccessLog,
  LicenseParams,
  RecipePage,
  RecipeQuery,
  ShardPage,
  ShardsQuery,
} from './schema.ts'

const HELD = ['LICENSE_INVALID', 'REQUEST_INVALID'] as const
const RUNNING = [
  ...HELD,
  ...(['LICENSE_REVOKED', 'LICENSE_NOT_STARTED', 'LICENSE_ENDED'] as const),
  'LICENSE_RATE_EXCEEDED',
] as const
const security = [{ license: [] }]

export const listShards = createRoute({
  method: 'get',
  path: '/{licenseId}/shards',
  operationId: 'listLicensedShards',
  security,
  middleware: [requireLicense] as const,
  request: { params: LicenseParams, query: ShardsQuery },
  responses: {
    200: json(
      'Where the licensed assets lie, with presigned URLs; a page may be empty before the last',
      ShardPage,
    ),
    ...refusals(...RUNNING),
  },
})

export const readRecipe = createRoute({
  method: 'get',
  path: '/{licenseId}/recipe',
  operationId: 'readRecipe',
  security,
  middleware: [requireLicense] as const,
  request: { params: LicenseParams, query: RecipeQuery },
  responses: {
    200: json(
      'Seeds that the licensed assets regenerate from; a page may be empty before the last',
      RecipePage,
    ),
    ...refusals(...RUNNING),
  },
})

export const readAccess = createRoute({
  method: 'get',
  path: '/{licenseId}/access',
  operationId: 'readLicenseAccess',
  security,
  middleware: [requireOwnLicense] as const,
  request: { params: LicenseParams },
  responses: {
    200: json('What was handed out for the license, by the day', AccessLog),
    ...refusals(...HELD),
  },
})
