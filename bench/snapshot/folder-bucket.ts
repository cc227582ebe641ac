import { mkdir, open, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { SnapshotBucket } from '../../r2/snapshot-store.ts'

/** A folder in place of R2; `afterCall` hears of every object that was read or written. */
export function folderBucket(folder: string, afterCall: (written: number) => void): SnapshotBucket {
  return {
    async get(key, options) {
      const bytes = await readRange(join(folder, key), options?.range)
      afterCall(0)
      return { arrayBuffer: async () => bytes }
    },
    async put(key, value) {
      const file = join(folder, key)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, value)
      afterCall(value.length)
    },
  }
}

async function readRange(
  file: string,
  range: { readonly offset: number; readonly length: number } | undefined,
): Promise<ArrayBuffer> {
  if (range === undefined) return new Uint8Array(await readFile(file)).buffer
  const handle = await open(file)
  try {
    const bytes = new Uint8Array(range.length)
    await handle.read(bytes, 0, range.length, range.offset)
    return bytes.buffer
  } finally {
    await handle.close()
  }
}
