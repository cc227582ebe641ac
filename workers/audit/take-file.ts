import type { AuditRule } from '../../domain/audit/rules.ts'
import { equalBytes } from '../../domain/bytes.ts'
import { TAR_BLOCK_BYTES, tarHeader, tarPaddingBytes } from '../../domain/shard/tar.ts'
import type { ByteSource } from './byte-source.ts'

/** The content of the next file of a shard, which must have this name and length. */
export async function takeFile(
  source: ByteSource,
  name: string,
  bytes: number,
): Promise<Uint8Array | AuditRule> {
  const header = await source.take(TAR_BLOCK_BYTES)
  if (header === undefined) return 'SHARD_TRUNCATED'
  if (!equalBytes(header, tarHeader(name, bytes))) return 'SHARD_MALFORMED'
  return takeContent(source, bytes)
}

/** The content of the next file, which must have this name and no more than so many bytes. */
export async function takeFileWithin(
  source: ByteSource,
  name: string,
  bytesMax: number,
): Promise<Uint8Array | AuditRule> {
  const header = await source.take(TAR_BLOCK_BYTES)
  if (header === undefined) return 'SHARD_TRUNCATED'
  const bytes = statedBytes(header)
  if (bytes > bytesMax || !equalBytes(header, tarHeader(name, bytes))) return 'SHARD_MALFORMED'
  return takeContent(source, bytes)
}

const SIZE_AT = 124
const SIZE_DIGITS = 11

/** The size field of a tar header; what is no number there is more than any limit. */
function statedBytes(header: Uint8Array): number {
  const digits = String.fromCharCode(...header.subarray(SIZE_AT, SIZE_AT + SIZE_DIGITS))
  return /^[0-7]{11}$/.test(digits) ? Number.parseInt(digits, 8) : Number.POSITIVE_INFINITY
}

async function takeContent(source: ByteSource, bytes: number): Promise<Uint8Array | AuditRule> {
  const content = await source.take(bytes)
  const padding = await source.take(tarPaddingBytes(bytes))
  if (content === undefined || padding === undefined) return 'SHARD_TRUNCATED'
  return padding.every((byte) => byte === 0) ? content : 'SHARD_MALFORMED'
}
