import { describe, expect, test } from 'vitest'
import {
  BATCH_NUMBER_MAX,
  batchId,
  batchNumber,
  isBatchId,
  isLeaseId,
  isNodeId,
  isSha256Hex,
  isWallet,
  sha256Hex,
} from '../../domain/ids.ts'

const DIGITS = 'a2'.repeat(13)
const HASH = '0f'.repeat(32)
const WALLET = 'So11111111111111111111111111111111111111112'

interface Guard {
  readonly name: string
  readonly accepts: (value: string) => boolean
  readonly good: readonly string[]
  readonly bad: readonly string[]
}

const GUARDS: readonly Guard[] = [
  {
    name: 'isNodeId',
    accepts: isNodeId,
    good: [`node_${DIGITS}`],
    bad: [
      '',
      DIGITS,
      `lease_${DIGITS}`,
      `node_${DIGITS}a`,
      `node_${DIGITS.slice(1)}`,
      `node_${DIGITS.toUpperCase()}`,
      `node_${DIGITS.slice(1)}1`,
      `node_${DIGITS}\n`,
      ` node_${DIGITS}`,
    ],
  },
  {
    name: 'isBatchId',
    accepts: isBatchId,
    good: ['batch_0', 'batch_7', 'batch_1099511627775'],
    bad: ['batch_', 'batch_01', 'batch_-1', 'batch_1.5', 'batch_1e3', 'batch_12345678901234', '7'],
  },
  {
    name: 'isLeaseId',
    accepts: isLeaseId,
    good: [`lease_${DIGITS}`],
    bad: [`node_${DIGITS}`, `lease_${DIGITS}2`, `lease_${DIGITS.slice(1)}8`, 'lease_'],
  },
  {
    name: 'isWallet',
    accepts: isWallet,
    good: [WALLET, '1'.repeat(32)],
    bad: ['', '1'.repeat(31), '1'.repeat(45), WALLET.replace('S', '0'), WALLET.replace('o', 'l')],
  },
  {
    name: 'isSha256Hex',
    accepts: isSha256Hex,
    good: [HASH],
    bad: [HASH.toUpperCase(), HASH.slice(1), `${HASH}0`, HASH.replace('f', 'g'), `${HASH}\n`],
  },
]

describe.each(GUARDS)('$name', ({ accepts, good, bad }) => {
  test.each(good)('accepts %j', (value) => {
    expect(accepts(value)).toBe(true)
  })
  test.each(bad)('refuses %j', (value) => {
    expect(accepts(value)).toBe(false)
  })
})

describe('batchId', () => {
  test.each([0, 1, 255, BATCH_NUMBER_MAX])('gives number %d back by batchNumber', (number) => {
    expect(batchNumber(batchId(number))).toBe(number)
  })
  test('makes ids that the guard accepts up to the last leaf', () => {
    expect(isBatchId(batchId(BATCH_NUMBER_MAX))).toBe(true)
  })
  test.each([-1, 0.5, Number.NaN, BATCH_NUMBER_MAX + 1, Number.POSITIVE_INFINITY])(
    'throws for %d',
    (number) => {
      expect(() => batchId(number)).toThrow(RangeError)
    },
  )
})

describe('sha256Hex', () => {
  test('returns a well-formed hash as it is', () => {
    expect(sha256Hex(HASH)).toBe(HASH)
  })
  test('throws for anything else', () => {
    expect(() => sha256Hex('0F'.repeat(32))).toThrow(RangeError)
  })
})
