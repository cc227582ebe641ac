import { readFile } from 'node:fs/promises'
import { calculateJwkThumbprint } from 'jose'
import { z } from 'zod'
import type { LicenseClaims } from '../../domain/license/claims.ts'
import { readLicense } from '../../signing/license-jws.ts'
import { ClientFault } from '../faults.ts'

export interface LicenseFile {
  readonly claims: LicenseClaims
  /** The bearer token of the delivery. */
  readonly token: string
}

const KeySet = z.object({
  keys: z.array(z.looseObject({ kty: z.string(), crv: z.string(), x: z.string() })),
})

/** Reads a license and checks its signature offline; with a set of keys, also whose it is. */
export async function readLicenseFile(path: string, jwks?: string): Promise<LicenseFile> {
  const text = await readText(path)
  const reading = await readLicense(text)
  if (reading.status === 'invalid') {
    throw new ClientFault('LICENSE_INVALID', { path, issue: reading.issue })
  }
  const { claims, keyId } = reading
  if (jwks !== undefined && !(await keyIdsOf(jwks)).includes(keyId)) {
    throw new ClientFault('LICENSE_KEY_UNKNOWN', { path, keyId, jwks })
  }
  return { claims, token: text.trimEnd() }
}

async function keyIdsOf(path: string): Promise<string[]> {
  const text = await readText(path)
  const parsed = KeySet.safeParse(parseJson(text))
  if (!parsed.success)
    throw new ClientFault('LICENSE_KEY_UNKNOWN', { jwks: path, issue: 'not JWKS' })
  return Promise.all(
    parsed.data.keys.map(({ kty, crv, x }) => calculateJwkThumbprint({ kty, crv, x })),
  )
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new ClientFault('LICENSE_UNREADABLE', { path, reason }, { cause: error })
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
