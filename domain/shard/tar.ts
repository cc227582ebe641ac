import { concatBytes } from '../bytes.ts'

/** Every number in a tar is a multiple of this. Source: POSIX.1-1988 ustar. */
export const TAR_BLOCK_BYTES = 512
export const TAR_END = new Uint8Array(2 * TAR_BLOCK_BYTES)

const CHECKSUM_AT = 148

/**
 * The ustar header of one regular file. All fields but name and size are fixed, so equal files give
 * equal archives: mode 0644, owner 0, group 0, modified at 0, no user or group name.
 */
export function tarHeader(name: string, bytes: number): Uint8Array {
  if (name.length > 99) throw new RangeError(`tar name is too long: ${name}`)
  const header = new Uint8Array(TAR_BLOCK_BYTES)
  put(header, 0, name)
  put(header, 100, '0000644\0')
  put(header, 108, '0000000\0')
  put(header, 116, '0000000\0')
  put(header, 124, `${octal(bytes, 11)}\0`)
  put(header, 136, '00000000000\0')
  put(header, CHECKSUM_AT, '        ')
  put(header, 156, '0')
  put(header, 257, 'ustar\x0000')
  const sum = header.reduce((total, byte) => total + byte, 0)
  put(header, CHECKSUM_AT, `${octal(sum, 6)}\0 `)
  return header
}

/** Zero bytes that follow a file of this length up to the next block. */
export function tarPaddingBytes(bytes: number): number {
  return (TAR_BLOCK_BYTES - (bytes % TAR_BLOCK_BYTES)) % TAR_BLOCK_BYTES
}

/** Header, content and padding of one file, ready to be appended. */
export function tarEntry(name: string, content: Uint8Array): Uint8Array {
  const padding = new Uint8Array(tarPaddingBytes(content.length))
  return concatBytes(tarHeader(name, content.length), content, padding)
}

/** Bytes that a file of this length takes in the archive. */
export function tarEntryBytes(bytes: number): number {
  return TAR_BLOCK_BYTES + bytes + tarPaddingBytes(bytes)
}

function octal(value: number, digits: number): string {
  const text = value.toString(8)
  if (text.length > digits) throw new RangeError(`does not fit a tar field: ${value}`)
  return text.padStart(digits, '0')
}

function put(target: Uint8Array, at: number, text: string): void {
  for (let i = 0; i < text.length; i += 1) target[at + i] = text.charCodeAt(i)
}
