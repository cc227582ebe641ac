const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const DIGITS = new Map([...ALPHABET].map((digit, value) => [digit, value]))

/** RFC 4648 base64 with padding. */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const held = bytes.length - at
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    text += `${ALPHABET[group >> 18]}${ALPHABET[(group >> 12) & 63]}`
    text += held > 1 ? ALPHABET[(group >> 6) & 63] : '='
    text += held > 2 ? ALPHABET[group & 63] : '='
  }
  return text
}

/** The bytes of canonical base64, or undefined: padding is required and unused bits must be zero. */
export function parseBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined
  const digits = text.replace(/={1,2}$/, '')
  const bytes = new Uint8Array((digits.length * 3) >> 2)
  let held = 0
  let bits = 0
  let at = 0
  for (const digit of digits) {
    const value = DIGITS.get(digit)
    if (value === undefined) return undefined
    held = ((held << 6) | value) & 0xffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[at] = (held >> bits) & 255
      at += 1
    }
  }
  return (held & ((1 << bits) - 1)) === 0 ? bytes : undefined
}
