import { createHash, type Hash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { type Sha256Hex, sha256Hex } from '../../domain/ids.ts'
import { tarHeader, tarPaddingBytes } from '../../domain/shard/tar.ts'
import type { AssetFile } from './asset-files.ts'

/** Appends a file as a tar has it. */
export async function appendFile(tape: Tape, { name, content }: AssetFile): Promise<void> {
  const padding = new Uint8Array(tarPaddingBytes(content.length))
  await tape.append(tarHeader(name, content.length), content, padding)
}

export interface Tape {
  bytes(): number
  append(...pieces: readonly Uint8Array[]): Promise<void>
  finish(): { readonly bytes: number; readonly sha256: Sha256Hex }
}

/** Writes to a file while it counts and hashes. */
export function createTape(file: FileHandle): Tape {
  const hash: Hash = createHash('sha256')
  let bytes = 0
  return {
    bytes: () => bytes,
    append: async (...pieces) => {
      for (const piece of pieces) {
        hash.update(piece)
        bytes += piece.length
      }
      await writeAll(file, pieces)
    },
    finish: () => ({ bytes, sha256: sha256Hex(hash.digest('hex')) }),
  }
}

/** `writev` may stop short; a disk that is full then says so at the next write. */
async function writeAll(file: FileHandle, pieces: readonly Uint8Array[]): Promise<void> {
  const wanted = pieces.reduce((sum, piece) => sum + piece.length, 0)
  const { bytesWritten } = await file.writev([...pieces])
  if (bytesWritten < wanted) await file.writeFile(Buffer.concat(pieces).subarray(bytesWritten))
}
