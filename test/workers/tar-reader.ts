/** A file of a tar archive. */
export interface TarFile {
  readonly name: string
  readonly content: Uint8Array
}

const BLOCK = 512
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes).replace(/[\0 ]+$/, '')

// Written from POSIX.1-1988 ustar alone: it shares no code with what writes shards.
/** The files of an archive, in their order. Throws where it is not one, or not ended. */
export function readTar(archive: Uint8Array): TarFile[] {
  const files: TarFile[] = []
  for (let at = 0; at < archive.length; ) {
    const header = archive.subarray(at, at + BLOCK)
    if (header.every((byte) => byte === 0)) {
      if (archive.length - at !== 2 * BLOCK)
        throw new Error(`${archive.length - at} bytes at the end`)
      return files
    }
    const sum = header.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 32 : byte), 0)
    if (Number.parseInt(text(header.subarray(148, 156)), 8) !== sum) {
      throw new Error(`the header at byte ${at} is damaged`)
    }
    const bytes = Number.parseInt(text(header.subarray(124, 136)), 8)
    const from = at + BLOCK
    files.push({ name: text(header.subarray(0, 100)), content: archive.slice(from, from + bytes) })
    at = from + Math.ceil(bytes / BLOCK) * BLOCK
  }
  throw new Error('the archive is not ended')
}
