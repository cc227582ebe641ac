import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concatBytes } from '../../../domain/bytes.ts'
import {
  TAR_BLOCK_BYTES,
  TAR_END,
  tarEntry,
  tarEntryBytes,
  tarHeader,
  tarPaddingBytes,
} from '../../../domain/shard/tar.ts'

const text = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to))

const hasTar = spawnSync('tar', ['--version']).status === 0

describe('tarHeader', () => {
  test('puts every field where ustar has it', () => {
    const header = tarHeader('000123.glb', 1_000)
    expect(header).toHaveLength(512)
    expect(text(header, 0, 11)).toBe('000123.glb\0')
    expect(text(header, 100, 108)).toBe('0000644\0')
    expect(text(header, 108, 116)).toBe('0000000\0')
    expect(text(header, 116, 124)).toBe('0000000\0')
    expect(text(header, 124, 136)).toBe('00000001750\0')
    expect(text(header, 136, 148)).toBe('00000000000\0')
    expect(text(header, 156, 157)).toBe('0')
    expect(text(header, 257, 265)).toBe('ustar\x0000')
  })
  test('is zero everywhere else', () => {
    const header = tarHeader('a', 0)
    const rest = [...header.subarray(157, 257), ...header.subarray(265)]
    expect(rest.every((byte) => byte === 0)).toBe(true)
  })
  test('carries the sum of its bytes, its own field counted as spaces', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9._-]{1,99}$/), fc.nat(), (name, bytes) => {
        const header = tarHeader(name, bytes)
        const stated = text(header, 148, 156)
        const blank = Uint8Array.from(header).fill(32, 148, 156)
        const sum = blank.reduce((total, byte) => total + byte, 0)
        expect(stated).toBe(`${sum.toString(8).padStart(6, '0')}\0 `)
      }),
    )
  })
  test('takes the largest length that eleven octal digits hold and no larger one', () => {
    expect(text(tarHeader('a', 8 ** 11 - 1), 124, 136)).toBe('77777777777\0')
    expect(() => tarHeader('a', 8 ** 11)).toThrow(RangeError)
  })
  test('refuses a name that leaves no room for its end', () => {
    expect(tarHeader('a'.repeat(99), 0)).toHaveLength(512)
    expect(() => tarHeader('a'.repeat(100), 0)).toThrow(RangeError)
  })
})

describe('tarEntry', () => {
  test('fills whole blocks: header, content, zeros', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1_200 }), (content) => {
        const entry = tarEntry('a', content)
        expect(entry).toHaveLength(tarEntryBytes(content.length))
        expect(entry.length % TAR_BLOCK_BYTES).toBe(0)
        expect(entry.subarray(512, 512 + content.length)).toEqual(content)
        expect(entry.subarray(512 + content.length).every((byte) => byte === 0)).toBe(true)
      }),
    )
  })
  test.each([
    [0, 0],
    [1, 511],
    [511, 1],
    [512, 0],
    [513, 511],
  ])('%d bytes are followed by %d zeros', (bytes, padding) => {
    expect(tarPaddingBytes(bytes)).toBe(padding)
  })
})

test.runIf(hasTar)('the tar of the system lists and extracts the archive', () => {
  const content = new TextEncoder().encode('{"index":0}')
  const archive = concatBytes(
    tarEntry('000000.glb', new Uint8Array(700).fill(7)),
    tarEntry('000000.json', content),
    TAR_END,
  )
  const list = spawnSync('tar', ['-tvf', '-', '--utc', '--numeric-owner'], { input: archive })
  expect(list.stderr.toString()).toBe('')
  expect(list.stdout.toString().trim().split('\n')).toEqual([
    expect.stringMatching(/^-rw-r--r-- 0\/0 +700 1970-01-01 00:00 000000\.glb$/),
    expect.stringMatching(/^-rw-r--r-- 0\/0 +11 1970-01-01 00:00 000000\.json$/),
  ])
  const file = spawnSync('tar', ['-xOf', '-', '000000.json'], { input: archive })
  expect(file.stdout.toString()).toBe('{"index":0}')
})
