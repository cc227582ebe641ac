import { createHash } from 'node:crypto'
import { concatBytes } from '../../domain/bytes.ts'

/** Reads a stream in pieces of known length while it hashes all of it, whatever is read. */
export interface ByteSource {
  /** The next `bytes` bytes, or undefined where the stream ends before. */
  take(bytes: number): Promise<Uint8Array | undefined>
  /** Drains the stream and answers the SHA-256 and the length of the whole. */
  finish(): Promise<{ readonly sha256: string; readonly bytes: number; readonly unread: number }>
}

export function byteSource(stream: ReadableStream<Uint8Array>): ByteSource {
  const reader = stream.getReader()
  const hash = createHash('sha256')
  let held: Uint8Array[] = []
  let heldBytes = 0
  let bytes = 0

  const pull = async (): Promise<boolean> => {
    const { done, value } = await reader.read()
    if (done) return false
    hash.update(value)
    held.push(value)
    heldBytes += value.length
    bytes += value.length
    return true
  }

  const take = async (wanted: number): Promise<Uint8Array | undefined> => {
    while (heldBytes < wanted) if (!(await pull())) return undefined
    const [first] = held
    const all = held.length === 1 && first !== undefined ? first : concatBytes(...held)
    held = [all.subarray(wanted)]
    heldBytes -= wanted
    return all.subarray(0, wanted)
  }

  const finish: ByteSource['finish'] = async () => {
    const unread = heldBytes
    held = []
    let drained = 0
    while (await pull()) {
      for (const chunk of held) drained += chunk.length
      held = []
    }
    return { sha256: hash.digest('hex'), bytes, unread: unread + drained }
  }

  return { take, finish }
}
