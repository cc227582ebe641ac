/** Part of a file, or what is wrong with what was asked for. */
export type ByteRange =
  | { readonly status: 'whole' }
  | { readonly status: 'part'; readonly offset: number; readonly length: number }
  | { readonly status: 'unsatisfiable' }

const WHOLE: ByteRange = { status: 'whole' }
const SINGLE_RANGE = /^bytes=([0-9]{0,15})-([0-9]{0,15})$/

/**
 * What a Range header asks of a file. Units other than bytes, several ranges and malformed headers
 * are answered with the whole file, as RFC 9110 allows.
 */
export function readRange(header: string | undefined, size: number): ByteRange {
  const [, first, last] = SINGLE_RANGE.exec(header?.replaceAll(' ', '') ?? '') ?? []
  if (first === undefined || last === undefined || (first === '' && last === '')) return WHOLE
  if (first === '') return part(Math.max(0, size - Number(last)), size)
  if (last !== '' && Number(last) < Number(first)) return WHOLE
  return part(Number(first), last === '' ? size : Math.min(Number(last) + 1, size))
}

/** `to` is exclusive. */
function part(from: number, to: number): ByteRange {
  if (from >= to) return { status: 'unsatisfiable' }
  return { status: 'part', offset: from, length: to - from }
}
