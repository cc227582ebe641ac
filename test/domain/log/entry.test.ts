import { describe, expect, test } from 'vitest'
import { batchId, isNodeId, isWallet, sha256Hex } from '../../../domain/ids.ts'
import { formatEntry, type LogEntry, parseEntry } from '../../../domain/log/entry.ts'
import { parseUtf8, utf8Bytes } from '../../../domain/log/utf8.ts'

const node = 'node_abcdefghijklmnopqrstuvwxyz'
const wallet = 'rndrizKT3MK1iimdxRdWabcF7Zg7AR5T4nuD4EkHBof'
if (!isNodeId(node) || !isWallet(wallet)) throw new Error('the ids of this test are malformed')

const ENTRY: LogEntry = {
  v: 1,
  kind: 'generated',
  sha256: sha256Hex('ab'.repeat(32)),
  uploader: wallet,
  node,
  batch: batchId(7),
  index: 3,
  generator: 'piwa-procedural@1',
  timeMs: 1_790_000_000_000,
}
const TEXT = `{"v":1,"kind":"generated","sha256":"${'ab'.repeat(32)}","uploader":"${wallet}","node":"${node}","batch":"batch_7","index":3,"generator":"piwa-procedural@1","timeMs":1790000000000}`

describe('a log entry', () => {
  test('is canonical JSON, whatever the order of its fields', () => {
    const reversed = Object.fromEntries(Object.entries(ENTRY).reverse()) as unknown as LogEntry
    expect(parseUtf8(formatEntry(reversed))).toBe(TEXT)
  })

  test('reads back as it was written', () => {
    expect(parseEntry(formatEntry(ENTRY))).toEqual(ENTRY)
  })

  test.each([
    ['white space', TEXT.replace('"v":1', '"v": 1')],
    ['another order', TEXT.replace('"v":1,"kind":"generated"', '"kind":"generated","v":1')],
    ['one more key', TEXT.replace('"v":1', '"v":1,"x":1')],
    ['a key twice', TEXT.replace('"v":1', '"v":1,"v":1')],
    ['a later version', TEXT.replace('"v":1', '"v":2')],
    ['an unknown kind', TEXT.replace('generated', 'borrowed')],
    ['an uppercase hash', TEXT.replace('abab', 'ABAB')],
    ['a number in another form', TEXT.replace('"index":3', '"index":3.0')],
    ['a negative index', TEXT.replace('"index":3', '"index":-1')],
    ['an index beyond 32 bits', TEXT.replace('"index":3', '"index":4294967296')],
    ['a malformed node', TEXT.replace(node, 'node_1')],
    ['a malformed wallet', TEXT.replace(wallet, '0')],
    ['a malformed batch', TEXT.replace('batch_7', 'batch_07')],
    ['a generator without its version', TEXT.replace('@1', '')],
    ['an escaped letter', TEXT.replace('generated', '\\u0067enerated')],
    ['no JSON', '{'],
    ['no object', 'null'],
    ['a line feed', `${TEXT}\n`],
  ])('is not one with %s', (_what, text) => {
    expect(parseEntry(utf8Bytes(text))).toBeUndefined()
  })

  test('is not one that is no UTF-8', () => {
    expect(parseEntry(Uint8Array.from([0xff]))).toBeUndefined()
  })

  test('is refused before it is written malformed', () => {
    expect(() => formatEntry({ ...ENTRY, index: 0.5 })).toThrow(RangeError)
  })
})
