import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fromHex, toHex } from '../../domain/bytes.ts'
import { ED25519_SEED_BYTES, type Ed25519Key, ed25519Key } from '../../signing/ed25519.ts'
import { ClientFault } from '../faults.ts'
import { createSecret } from './durable-file.ts'

const SEED_TEXT = /^[0-9a-f]{64}\n?$/

/** The key whose seed lies at the path; makes one at first use, readable by its owner only. */
export async function openKey(path: string): Promise<Ed25519Key> {
  const known = await readSeed(path)
  if (known !== undefined) return ed25519Key(known)
  const seed = toHex(randomBytes(ED25519_SEED_BYTES))
  await createSecret(path, `${seed}\n`, `${process.pid}.new`)
  return ed25519Key(fromHex(seed))
}

async function readSeed(path: string): Promise<Uint8Array | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return undefined
  if (!SEED_TEXT.test(text)) throw new ClientFault('HOME_DAMAGED', { path })
  return fromHex(text.trim())
}
