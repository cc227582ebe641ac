import { inflateSync } from 'node:zlib'
import { base64url, importJWK, jwtVerify } from 'jose'
import { z } from 'zod'
import type { LicenseClaims } from '../../domain/license/claims.ts'
import { isRevokedIn } from '../../domain/license/status-list.ts'
import { attempt, type Check, check, failed } from '../verify/check.ts'
import { fetchText, readKeys } from './keys.ts'

/** Status lists are larger than this only beyond a hundred million licenses. */
const LIST_BYTES_MAX = 16 * 1024 * 1024

const StatusList = z.object({
  sub: z.string(),
  status_list: z.object({ bits: z.literal(1), lst: z.string() }),
})

/** Compares the license with what the network publishes: its keys and its revocations. */
export async function checkAgainstEdge(
  license: { readonly claims: LicenseClaims; readonly keyId: string },
  edgeUrl: string,
  nowMs: number,
): Promise<Check[]> {
  const jwks = `${edgeUrl}/.well-known/jwks.json`
  return [
    await attempt('key of the network', async () => {
      const known = (await readKeys(jwks)).has(license.keyId)
      return check('key of the network', known, `${license.keyId} at ${jwks}`)
    }),
    await attempt('revocation', () => checkRevocation(license.claims, { edgeUrl, jwks, nowMs })),
  ]
}

interface Place {
  readonly edgeUrl: string
  readonly jwks: string
  readonly nowMs: number
}

async function checkRevocation(
  { status }: LicenseClaims,
  { edgeUrl, jwks, nowMs }: Place,
): Promise<Check> {
  const name = 'revocation'
  const { idx, uri } = status.status_list
  const text = await fetchText(`${edgeUrl}/v1/licenses/status-list`)
  const keys = await readKeys(jwks)
  const { payload } = await jwtVerify(
    text,
    ({ kid = '' }) => {
      const key = keys.get(kid)
      if (key === undefined) throw new Error(`the status list is signed by ${kid}`)
      return importJWK(key, 'EdDSA')
    },
    { algorithms: ['EdDSA'], typ: 'statuslist+jwt', currentDate: new Date(nowMs) },
  )
  const { sub, status_list: list } = StatusList.parse(payload)
  if (sub !== uri) return failed(name, `the list is that of ${sub}, and the license names ${uri}`)
  const bits = inflateSync(base64url.decode(list.lst), { maxOutputLength: LIST_BYTES_MAX })
  const revoked = isRevokedIn(bits, idx)
  if (revoked === undefined) return failed(name, `the list has no place ${idx}`)
  return check(name, !revoked, `place ${idx} of ${uri} is ${revoked ? 'revoked' : 'valid'}`)
}
