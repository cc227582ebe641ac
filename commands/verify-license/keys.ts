import { existsSync, readFileSync } from 'node:fs'
import { calculateJwkThumbprint } from 'jose'
import { z } from 'zod'

const Key = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() })
const Jwks = z.object({ keys: z.array(z.unknown()).max(100) })

export type PublishedKey = z.infer<typeof Key>

/** Keys of a JWKS by their thumbprint, which is computed and not taken from the file. */
export async function readKeys(source: string): Promise<ReadonlyMap<string, PublishedKey>> {
  const { keys } = Jwks.parse(JSON.parse(await readText(source)))
  const found = new Map<string, PublishedKey>()
  for (const key of keys) {
    const parsed = Key.safeParse(key)
    if (parsed.success) found.set(await calculateJwkThumbprint(parsed.data), parsed.data)
  }
  return found
}

async function readText(source: string): Promise<string> {
  if (!/^https?:\/\//.test(source) || existsSync(source)) return readFileSync(source, 'utf8')
  return fetchText(source)
}

export async function fetchText(url: string): Promise<string> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  return response.text()
}
