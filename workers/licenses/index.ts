import { findLicense, type License, listLicensesOf, revokeLicense } from '../../d1/licenses.ts'
import { Refusal } from '../../domain/errors.ts'
import type { LicenseId } from '../../domain/ids.ts'
import { licenseKey } from '../../signing/license-jws.ts'
import { createRouter } from '../router.ts'
import { readHolder } from './holder.ts'
import {
  listLicenses,
  readKeys,
  readLicenseFile,
  readLicenseState,
  readStatusList,
  readTerms,
  revoke,
} from './routes.ts'
import { licenseState } from './state.ts'
import { STATUS_LIST_TYPE, STATUS_TTL_SECONDS, statusList } from './status-list.ts'

const LICENSES_LISTED_MAX = 500
const KEYS_MAX_AGE_SECONDS = 3_600
const PRIVATE = { 'cache-control': 'private, no-store' }

/** What holders and anyone else can know of licenses. */
export const licenses = createRouter()
  .openapi(readKeys, async (c) => {
    const { jwk, keyId } = await licenseKey(c.env)
    const { kty, crv, x } = jwk
    const key = { kty, crv, x, kid: keyId, alg: 'EdDSA' as const, use: 'sig' as const }
    c.header('cache-control', `public, max-age=${KEYS_MAX_AGE_SECONDS}`)
    return c.json({ keys: [key] }, 200)
  })
  // Before the route of one license: this is no license's id.
  .openapi(readStatusList, async (c) => {
    const list = await statusList(c.env, Date.now())
    return c.body(list, 200, {
      'content-type': `application/${STATUS_LIST_TYPE}`,
      'cache-control': `public, max-age=${STATUS_TTL_SECONDS}`,
    })
  })
  .openapi(listLicenses, async (c) => {
    const rows = await listLicensesOf(c.env.CATALOG, c.var.wallet, LICENSES_LISTED_MAX)
    const nowMs = Date.now()
    return c.json({ data: rows.map((row) => licenseState(row, nowMs)) }, 200, PRIVATE)
  })
  .openapi(readLicenseState, async (c) => {
    const { licenseId } = c.req.valid('param')
    const row = await heldLicense(c.env, c.req.header('authorization'), licenseId)
    return c.json(licenseState(row, Date.now()), 200, PRIVATE)
  })
  .openapi(readLicenseFile, async (c) => {
    const { licenseId } = c.req.valid('param')
    const { jws } = await heldLicense(c.env, c.req.header('authorization'), licenseId)
    return c.body(`${jws}\n`, 200, {
      ...PRIVATE,
      'content-type': 'application/jose',
      'content-disposition': `attachment; filename="${licenseId}.license"`,
    })
  })
  .openapi(revoke, async (c) => {
    const { licenseId } = c.req.valid('param')
    const { reason } = c.req.valid('json')
    const nowMs = Date.now()
    const revocation = { revokedAtMs: nowMs, revokedReason: reason }
    await revokeLicense(c.env.CATALOG, licenseId, revocation)
    return c.json(licenseState(await requireRow(c.env, licenseId), nowMs), 200, PRIVATE)
  })
  .openapi(readTerms, async (c) => {
    const { tier } = c.req.valid('param')
    const path = `/assets/license-terms/${tier}.md`
    const file = await c.env.ASSETS.fetch(new URL(path, c.env.PUBLIC_URL))
    if (!file.ok) throw new Error(`${path} is not among the built files: ${file.status}`)
    return c.body(await file.text(), 200, { 'content-type': 'text/markdown; charset=utf-8' })
  })

licenses.openAPIRegistry.registerComponent('securitySchemes', 'operator', {
  type: 'http',
  scheme: 'bearer',
  description: 'The token of whoever runs the network',
})

/** Nobody learns of a license whose wallet he cannot speak for. */
async function heldLicense(
  env: Env,
  authorization: string | undefined,
  licenseId: LicenseId,
): Promise<License> {
  const holder = await readHolder(env, authorization, licenseId, Date.now())
  if (holder === undefined) throw new Refusal('SESSION_REQUIRED')
  const row = await requireRow(env, licenseId)
  if (row.wallet !== holder.wallet) throw new Refusal('LICENSE_UNKNOWN', { licenseId })
  return row
}

async function requireRow(env: Env, licenseId: LicenseId): Promise<License> {
  const row = await findLicense(env.CATALOG, licenseId)
  if (row === undefined) throw new Refusal('LICENSE_UNKNOWN', { licenseId })
  return row
}
