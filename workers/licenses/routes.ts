import { createRoute, z } from '@hono/zod-openapi'
import { operatorSecurity, requireOperator } from '../operator.ts'
import { body, json, refusals } from '../router.ts'
import { requireSession } from '../sessions/require-session.ts'
import { SESSION_REFUSALS, sessionSecurity } from '../sessions/routes.ts'
import { Jwks, LicenseParams, LicenseState, Licenses, RevokeRequest } from './schema.ts'

const text = (description: string, mediaType: string) => ({
  description,
  content: { [mediaType]: { schema: z.string() } },
})

/** The wallet's session, or the license itself. */
const holderSecurity = [...sessionSecurity, { license: [] }]
const HOLDER_REFUSALS = [...SESSION_REFUSALS, 'LICENSE_INVALID', 'LICENSE_UNKNOWN'] as const

export const readKeys = createRoute({
  method: 'get',
  path: '/.well-known/jwks.json',
  operationId: 'readLicenseKeys',
  security: [],
  responses: { 200: json('Keys that licenses and the status list are signed with', Jwks) },
})

export const readStatusList = createRoute({
  method: 'get',
  path: '/v1/licenses/status-list',
  operationId: 'readStatusList',
  security: [],
  responses: {
    200: text(
      'Token status list: 1 is revoked; a license names its place',
      'application/statuslist+jwt',
    ),
  },
})

export const listLicenses = createRoute({
  method: 'get',
  path: '/v1/licenses',
  operationId: 'listLicenses',
  security: sessionSecurity,
  middleware: requireSession,
  responses: {
    200: json('Licenses of the wallet, latest first', Licenses),
    ...refusals(...SESSION_REFUSALS),
  },
})

export const readLicenseState = createRoute({
  method: 'get',
  path: '/v1/licenses/{licenseId}',
  operationId: 'readLicense',
  security: holderSecurity,
  request: { params: LicenseParams },
  responses: {
    200: json('A license and where its term stands', LicenseState),
    ...refusals('REQUEST_INVALID', ...HOLDER_REFUSALS),
  },
})

export const readLicenseFile = createRoute({
  method: 'get',
  path: '/v1/licenses/{licenseId}/license',
  operationId: 'readLicenseFile',
  security: holderSecurity,
  request: { params: LicenseParams },
  responses: {
    200: text('The license file', 'application/jose'),
    ...refusals('REQUEST_INVALID', ...HOLDER_REFUSALS),
  },
})

export const revoke = createRoute({
  method: 'post',
  path: '/v1/licenses/{licenseId}/revoke',
  operationId: 'revokeLicense',
  security: operatorSecurity,
  middleware: requireOperator,
  request: {
    params: LicenseParams,
    body: body(RevokeRequest),
  },
  responses: {
    200: json('The license, now revoked or revoked before', LicenseState),
    ...refusals('REQUEST_INVALID', 'BODY_TOO_LARGE', 'OPERATOR_REQUIRED', 'LICENSE_UNKNOWN'),
  },
})

export const readTerms = createRoute({
  method: 'get',
  path: '/license-terms/{tier}',
  operationId: 'readLicenseTerms',
  security: [],
  request: { params: z.object({ tier: z.enum(['research', 'commercial']) }) },
  responses: {
    200: text('The license text, in Markdown', 'text/markdown'),
    ...refusals('REQUEST_INVALID'),
  },
})
