import { readFile } from 'node:fs/promises'
import { type Manifest, parseManifest } from '../../domain/shard/manifest.ts'
import { ClientFault } from '../faults.ts'

/** The manifest that was written beside a shard, or undefined where it is gone. */
export async function readManifest(path: string): Promise<Manifest | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return undefined
  const parsed = parseManifest(text)
  if (parsed.status === 'malformed') {
    throw new ClientFault('HOME_DAMAGED', { path, issue: parsed.issue })
  }
  return parsed.manifest
}
