import { type FileHandle, link, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Writes a file that is there whole or not at all, whenever the machine stops: into a neighbor
 * first, which is renamed once it has reached the disk.
 */
export async function writeDurably<T>(
  path: string,
  write: (file: FileHandle) => Promise<T>,
): Promise<T> {
  const partial = `${path}.part`
  try {
    const result = await writeSynced(partial, 0o644, write)
    await renameDurably(partial, path)
    return result
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
}

/** Gives a file that has reached the disk its name. */
export async function renameDurably(partial: string, path: string): Promise<void> {
  await rename(partial, path)
  await syncFolder(dirname(path))
}

/** As `writeDurably`, for a secret that must never be replaced: throws EEXIST when it is there. */
export async function createSecret(path: string, content: string, suffix: string): Promise<void> {
  const partial = `${path}.${suffix}`
  try {
    await writeSynced(partial, 0o600, (file) => file.writeFile(content))
    // Unlike rename, link refuses to replace a key that another process has just created.
    await link(partial, path)
    await syncFolder(dirname(path))
  } finally {
    await rm(partial, { force: true })
  }
}

async function writeSynced<T>(
  path: string,
  mode: number,
  write: (file: FileHandle) => Promise<T>,
): Promise<T> {
  const file = await open(path, 'w', mode)
  try {
    const result = await write(file)
    await file.sync()
    return result
  } finally {
    await file.close()
  }
}

async function syncFolder(path: string): Promise<void> {
  // Windows neither needs nor allows it.
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
