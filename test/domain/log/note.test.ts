import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toHex } from '../../../domain/bytes.ts'
import { parseBase64, toBase64 } from '../../../domain/log/base64.ts'
import {
  formatNote,
  formatVerifierKey,
  isKeyName,
  KEY_TYPE,
  noteKeyId,
  parseNote,
  parseSignatureLine,
  parseVerifierKey,
  verifyNote,
} from '../../../domain/log/note.ts'
import { parseUtf8, utf8Bytes } from '../../../domain/log/utf8.ts'
import { ed25519Key, verifyEd25519 } from '../../../signing/ed25519.ts'
import { sha256 } from '../../../signing/sha256.ts'

// The example of golang.org/x/mod/sumdb/note, which signed-note was made from.
const PETER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
const PETER_NOTE =
  'If you think cryptography is the answer to your problem,\n' +
  "then you don't know what your problem is.\n" +
  '\n' +
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n'

const deps = { sha256, verify: verifyEd25519 }
const name = fc.string({ minLength: 1, maxLength: 20 }).filter(isKeyName)
const signature = fc.record({
  name,
  keyId: fc.uint8Array({ minLength: 4, maxLength: 4 }).map(toHex),
  signature: fc.uint8Array({ minLength: 1, maxLength: 72 }),
})
const text = fc
  .array(fc.string({ unit: 'grapheme', maxLength: 20 }), { minLength: 1, maxLength: 4 })
  .map((lines) => `${lines.join('\n').replace(/[^\P{Cc}\n]/gu, '')}.\n`)

describe('a signed note', () => {
  test('written by the Go implementation verifies', async () => {
    const key = parseVerifierKey(sha256, PETER)
    const note = parseNote(PETER_NOTE)
    expect(key?.name).toBe('PeterNeumann')
    expect(note && key && (await verifyNote(deps, note, key))).toBe(true)
    expect(key && formatVerifierKey(sha256, key)).toBe(PETER)
    expect(note && formatNote(note)).toBe(PETER_NOTE)
  })

  test('does not verify with another text, key or name', async () => {
    const key = parseVerifierKey(sha256, PETER)
    const note = parseNote(PETER_NOTE)
    if (key === undefined || note === undefined) throw new Error('the example does not parse')
    const other = { ...key, publicKey: (await ed25519Key(new Uint8Array(32))).publicKey }
    expect(await verifyNote(deps, { ...note, text: 'Yes.\n' }, key)).toBe(false)
    expect(await verifyNote(deps, note, other)).toBe(false)
    expect(await verifyNote(deps, note, { ...key, name: 'Peter' })).toBe(false)
  })

  test('with a true and a false line of one key does not verify', async () => {
    const key = parseVerifierKey(sha256, PETER)
    const note = parseNote(PETER_NOTE)
    if (key === undefined || note === undefined) throw new Error('the example does not parse')
    const forged = { name: key.name, keyId: noteKeyId(sha256, key), signature: new Uint8Array(64) }
    const signatures = [...note.signatures, forged]
    expect(await verifyNote(deps, { ...note, signatures }, key)).toBe(false)
  })

  test('reads back as it was written', () => {
    fc.assert(
      fc.property(text, fc.array(signature, { minLength: 1, maxLength: 5 }), (text, signatures) => {
        expect(parseNote(formatNote({ text, signatures }))).toEqual({ text, signatures })
      }),
    )
  })

  test.each([
    ['no blank line', 'text\n— a AAAAAAA=\n'],
    ['no signature', 'text\n\n'],
    ['no text', '\n\n— a AAAAAAA=\n'],
    ['no last line feed', 'text\n\n— a AAAAAAA='],
    ['a hyphen for the em dash', 'text\n\n- a AAAAAAA=\n'],
    ['no name', 'text\n\n—  AAAAAAA=\n'],
    ['a plus in the name', 'text\n\n— a+b AAAAAAA=\n'],
    ['only a key ID', 'text\n\n— a AAAAAA==\n'],
    ['text after the base64', 'text\n\n— a AAAAAAA= b\n'],
    ['a carriage return', 'text\r\n\n— a AAAAAAA=\n'],
    ['half a surrogate pair', 'te\ud800xt\n\n— a AAAAAAA=\n'],
    ['65 signatures', `text\n\n${'— a AAAAAAA=\n'.repeat(65)}`],
    ['64 KiB and more', `${'a'.repeat(65_536)}\n\n— a AAAAAAA=\n`],
  ])('is nothing with %s', (_what, note) => {
    expect(parseNote(note)).toBeUndefined()
  })

  test('of 64 signatures is read', () => {
    expect(parseNote(`text\n\n${'— a AAAAAAA=\n'.repeat(64)}`)?.signatures).toHaveLength(64)
  })

  test('has to end its text with a line feed', () => {
    expect(() => formatNote({ text: 'text', signatures: [] })).toThrow(RangeError)
  })
})

describe('a verifier key', () => {
  test('reads back, whatever its type', () => {
    const publicKey = fc.uint8Array({ minLength: 32, maxLength: 32 })
    const type = fc.constantFrom(KEY_TYPE.ed25519, KEY_TYPE.cosignature)
    fc.assert(
      fc.property(name, type, publicKey, (name, type, publicKey) => {
        const key = { name, type, publicKey }
        expect(parseVerifierKey(sha256, formatVerifierKey(sha256, key))).toEqual(key)
      }),
    )
  })

  test.each([
    PETER.replace('c74f20a3', 'c74f20a4'),
    PETER.replace('Peter', 'Petra'),
    PETER.replace('+ARpc', '+AhpC'),
    PETER.slice(0, -4),
    'PeterNeumann',
    '',
  ])('is not %j', (text) => {
    expect(parseVerifierKey(sha256, text)).toBeUndefined()
  })
})

test('a signature line reads alike with and without its line feed', () => {
  const line = '— witness AAAAAAA='
  expect(parseSignatureLine(`${line}\n`)).toEqual(parseSignatureLine(line))
  expect(parseSignatureLine(line)?.name).toBe('witness')
})

describe('base64', () => {
  test('is that of Node and reads back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
        expect(parseBase64(toBase64(bytes))).toEqual(bytes)
      }),
    )
  })

  test.each([
    'A',
    'AA',
    'AA=',
    'AB==',
    'AAB=',
    'A===',
    'AA==AA==',
    'AA-_',
    ' AAA',
    'AAA\n',
    '====',
  ])('is not %j', (text) => {
    expect(parseBase64(text)).toBeUndefined()
  })
})

describe('UTF-8', () => {
  test('is that of the platform and reads back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(utf8Bytes(text)).toEqual(new TextEncoder().encode(text))
        expect(parseUtf8(utf8Bytes(text))).toBe(text)
      }),
    )
  })

  test.each([[[0xff]], [[0xc0, 0x80]], [[0xed, 0xa0, 0x80]], [[0xe2, 0x80]]])(
    'is not %j',
    (bytes) => {
      expect(parseUtf8(Uint8Array.from(bytes))).toBeUndefined()
    },
  )
})
