import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concatBytes, equalBytes, fromHex, toBase32, toHex } from '../../domain/bytes.ts'

const bytes = () => fc.uint8Array({ maxLength: 100 })

/** RFC 4648, section 10, in lowercase and without padding. */
const BASE32_VECTORS = [
  ['', ''],
  ['f', 'my'],
  ['fo', 'mzxq'],
  ['foo', 'mzxw6'],
  ['foob', 'mzxw6yq'],
  ['fooba', 'mzxw6ytb'],
  ['foobar', 'mzxw6ytboi'],
] as const

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'

/** Decodes by way of one big number, so it shares nothing with the code under test. */
function fromBase32(text: string): Uint8Array {
  const bits = [...text].map((digit) => ALPHABET.indexOf(digit).toString(2).padStart(5, '0'))
  const whole = bits.join('').match(/.{8}/g) ?? []
  return Uint8Array.from(whole, (octet) => Number.parseInt(octet, 2))
}

describe('hex', () => {
  test('agrees with Buffer', () => {
    fc.assert(
      fc.property(bytes(), (value) => {
        expect(toHex(value)).toBe(Buffer.from(value).toString('hex'))
      }),
    )
  })
  test('gives every byte string back', () => {
    fc.assert(
      fc.property(bytes(), (value) => {
        expect(fromHex(toHex(value))).toEqual(value)
      }),
    )
  })
  test.each(['0', 'abc', 'AB', '0g', ' 00', '00\n', '0x00'])('refuses %j', (text) => {
    expect(() => fromHex(text)).toThrow(RangeError)
  })
})

describe('base32', () => {
  test.each(BASE32_VECTORS)('writes %j as %j', (text, expected) => {
    expect(toBase32(new TextEncoder().encode(text))).toBe(expected)
  })
  test('loses nothing', () => {
    fc.assert(
      fc.property(bytes(), (value) => {
        expect(fromBase32(toBase32(value))).toEqual(value)
      }),
    )
  })
  test('uses the fewest digits that hold the bits', () => {
    fc.assert(
      fc.property(bytes(), (value) => {
        expect(toBase32(value)).toHaveLength(Math.ceil((value.length * 8) / 5))
      }),
    )
  })
})

describe('concatBytes', () => {
  test('agrees with Buffer', () => {
    fc.assert(
      fc.property(fc.array(bytes(), { maxLength: 8 }), (parts) => {
        expect(toHex(concatBytes(...parts))).toBe(Buffer.concat(parts).toString('hex'))
      }),
    )
  })
})

describe('equalBytes', () => {
  test('holds for a copy', () => {
    fc.assert(
      fc.property(bytes(), (value) => {
        expect(equalBytes(value, Uint8Array.from(value))).toBe(true)
      }),
    )
  })
  test('fails where one bit differs', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 50 }), fc.nat(), (value, at) => {
        const changed = Uint8Array.from(value)
        changed[at % value.length] = (value[at % value.length] ?? 0) ^ 1
        expect(equalBytes(value, changed)).toBe(false)
      }),
    )
  })
  test('fails for a prefix, either way around', () => {
    const whole = Uint8Array.of(1, 2, 3)
    const prefix = whole.slice(0, 2)
    expect([equalBytes(whole, prefix), equalBytes(prefix, whole)]).toEqual([false, false])
  })
})
