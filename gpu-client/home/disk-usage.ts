import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Bytes of all files below the folder. */
export async function diskUsageBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const sizes = await Promise.all(files.map((file) => sizeOf(join(file.parentPath, file.name))))
  return sizes.reduce((sum, bytes) => sum + bytes, 0)
}

/** A file that went away while the folder was read takes no space. */
async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0
    throw error
  }
}
