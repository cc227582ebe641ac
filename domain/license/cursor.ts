import { BATCH_NUMBER_MAX, isLicenseId, type LicenseId } from '../ids.ts'
import { parseBase64, toBase64 } from '../log/base64.ts'
import { parseUtf8, utf8Bytes } from '../log/utf8.ts'

/** Where a page of delivery starts. It is good for the same list of the same license only. */
export interface Cursor {
  readonly list: 'shards' | 'recipe'
  readonly licenseId: LicenseId
  /** Of the snapshot that is licensed. */
  readonly version: string
  /** Which chunk of the snapshot. */
  readonly chunk: number
  /** Which batch of the chunk. */
  readonly batch: number
}

const FORMAT = '1'

/** Opaque to whoever keeps it: letters, digits, `-` and `_`. */
export function formatCursor({ list, licenseId, version, chunk, batch }: Cursor): string {
  const text = [FORMAT, list, licenseId, version, chunk, batch].join(' ')
  return toBase64(utf8Bytes(text)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** The cursor of a text, or undefined where `formatCursor` does not write it. */
export function parseCursor(text: string): Cursor | undefined {
  const base64 = text.replaceAll('-', '+').replaceAll('_', '/')
  const bytes = parseBase64(base64.padEnd(base64.length + ((4 - (base64.length % 4)) % 4), '='))
  const [format, list, licenseId = '', version = '', ...places] =
    (bytes && parseUtf8(bytes))?.split(' ') ?? []
  const [chunk = -1, batch = -1] = places.map(Number)
  if (format !== FORMAT || (list !== 'shards' && list !== 'recipe')) return undefined
  if (!isLicenseId(licenseId) || !isPlace(chunk) || !isPlace(batch)) return undefined
  const cursor = { list, licenseId, version, chunk, batch } as const
  return formatCursor(cursor) === text ? cursor : undefined
}

const isPlace = (value: number): boolean =>
  Number.isSafeInteger(value) && value >= 0 && value <= BATCH_NUMBER_MAX
