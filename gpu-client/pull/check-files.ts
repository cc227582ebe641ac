import { open, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { PullReport } from './events.ts'
import { hashOf } from './open-file.ts'
import { type PullPaths, shardFile } from './paths.ts'
import type { KeptFile, PlanStore } from './plan-store.ts'

/**
 * Compares the files that are whole with what was noted of them: their lengths, or with `hashes` every
 * byte. What differs is taken back, to be had anew.
 */
export async function checkFiles(
  {
    plan,
    paths,
    report,
  }: { readonly plan: PlanStore; readonly paths: PullPaths; readonly report: PullReport },
  hashes: boolean,
  signal: AbortSignal,
): Promise<void> {
  for (const file of plan.files()) {
    signal.throwIfAborted()
    const path = join(paths.out, shardFile(file.batch))
    const issue = await issueOf(path, file, hashes)
    if (issue === undefined) continue
    report({ event: 'mismatch', file: shardFile(file.batch), issue })
    plan.reopen(file.batch)
    await rm(path, { force: true })
  }
}

async function issueOf(
  path: string,
  { bytes, sha256 }: KeptFile,
  hashes: boolean,
): Promise<string | undefined> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (found === undefined) return 'it is gone'
  if (found.size !== bytes) return `it has ${found.size} bytes instead of ${bytes}`
  if (!hashes) return undefined
  const handle = await open(path, 'r')
  try {
    const hash = await hashOf(handle, bytes)
    return hash === sha256 ? undefined : `sha256 ${hash} instead of ${sha256}`
  } finally {
    await handle.close()
  }
}
