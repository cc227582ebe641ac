import { Refusal } from '../../domain/errors.ts'
import { parseBase64, toBase64 } from '../../domain/log/base64.ts'
import { parseUtf8, utf8Bytes } from '../../domain/log/utf8.ts'

/** The place behind a list's last item, as text that only the same list reads. */
export function formatCursor(list: string, ...place: readonly (string | number)[]): string {
  const text = toBase64(utf8Bytes([list, ...place].join(' ')))
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** The words that `formatCursor` was given. Refuses all but what it makes, in its one spelling. */
export function parseCursor(list: string, count: number, cursor: string): string[] {
  const [named, ...place] = decode(cursor).split(' ')
  if (named !== list || place.length !== count || formatCursor(list, ...place) !== cursor) {
    throw new Refusal('REQUEST_INVALID', { path: 'cursor', issue: 'not a cursor of this list' })
  }
  return place
}

function decode(cursor: string): string {
  const digits = cursor.replaceAll('-', '+').replaceAll('_', '/')
  const bytes = parseBase64(digits.padEnd(Math.ceil(digits.length / 4) * 4, '='))
  return (bytes && parseUtf8(bytes)) ?? ''
}
