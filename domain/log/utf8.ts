/** UTF-8 of the text. Throws URIError where the text holds half of a surrogate pair. */
export function utf8Bytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit > 0x7f) return encodeWide(text)
    bytes[at] = unit
  }
  return bytes
}

/** Whether the text has a UTF-8 form, that is, no half of a surrogate pair. */
export function isUtf8(text: string): boolean {
  return !/\p{Surrogate}/u.test(text)
}

/** The text of UTF-8 bytes, or undefined where they are not UTF-8. */
export function parseUtf8(bytes: Uint8Array): string | undefined {
  let escaped = ''
  for (const byte of bytes) {
    // A bare percent sign would read as the start of an escape.
    const plain = byte < 0x80 && byte !== 0x25
    escaped += plain ? String.fromCharCode(byte) : `%${byte.toString(16).padStart(2, '0')}`
  }
  try {
    return decodeURIComponent(escaped)
  } catch {
    return undefined
  }
}

function encodeWide(text: string): Uint8Array {
  const escaped = encodeURIComponent(text)
  const bytes: number[] = []
  for (let at = 0; at < escaped.length; at += 1) {
    if (escaped[at] === '%') {
      bytes.push(Number.parseInt(escaped.slice(at + 1, at + 3), 16))
      at += 2
    } else bytes.push(escaped.charCodeAt(at))
  }
  return Uint8Array.from(bytes)
}
