import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'

/** Reads a stretch of a file; throws RangeError where the file ends before. */
export async function readStretch(path: string, start: number, bytes: number): Promise<Uint8Array> {
  const file = await open(path, 'r')
  try {
    const buffer = new Uint8Array(bytes)
    const { bytesRead } = await file.read(buffer, 0, bytes, start)
    if (bytesRead < bytes) throw new RangeError(`${path} ends before ${start + bytes}`)
    return buffer
  } finally {
    await file.close()
  }
}

/** Whether the file is there with exactly that content. */
export async function holds(
  path: string,
  expected: { readonly bytes: number; readonly sha256: string },
): Promise<boolean> {
  const hash = createHash('sha256')
  let bytes = 0
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1_048_576 })) {
      hash.update(chunk)
      bytes += chunk.length
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
  return bytes === expected.bytes && hash.digest('hex') === expected.sha256
}
