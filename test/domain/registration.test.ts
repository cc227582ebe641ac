import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { isNodeId, type NodeId, type Wallet } from '../../domain/ids.ts'
import {
  isRegistrationFresh,
  nodeIdOf,
  REGISTRATION_VALID_MS,
  registrationText,
} from '../../domain/registration.ts'
import { sha256 } from '../../signing/sha256.ts'

const REGISTRATION = {
  network: 'log.example',
  nodeId: `node_${'a'.repeat(26)}` as NodeId,
  publicKey: 'ab'.repeat(32),
  wallet: 'So11111111111111111111111111111111111111112' as Wallet,
  payoutAddress: '4vJ9JU1bJJE96FWSJKvHsmmFADCg4gpZQff4P3bkLKi' as Wallet,
  issuedAtMs: 1_700_000_000_000,
}

describe('nodeIdOf', () => {
  test('spells the first 128 bits of the SHA-256 of the key', () => {
    const key = Uint8Array.from({ length: 32 }, (_, i) => i)
    const bits = createHash('sha256').update(key).digest('hex').slice(0, 32)
    const digits = BigInt(`0x${bits}`) << 2n
    const spelt = Array.from(
      { length: 26 },
      (_, i) => 'abcdefghijklmnopqrstuvwxyz234567'[Number((digits >> BigInt(125 - 5 * i)) & 31n)],
    )
    expect(nodeIdOf(sha256, key)).toBe(`node_${spelt.join('')}`)
  })
  test('is an id that the guard accepts', () => {
    expect(isNodeId(nodeIdOf(sha256, new Uint8Array(32)))).toBe(true)
  })
  test('differs between keys', () => {
    const ids = Array.from({ length: 50 }, (_, i) => nodeIdOf(sha256, new Uint8Array(32).fill(i)))
    expect(new Set(ids).size).toBe(50)
  })
})

describe('registrationText', () => {
  test('is this text, which wallets in the field have signed', () => {
    expect(registrationText(REGISTRATION)).toBe(
      [
        'Let this key work for my Piwa node',
        '',
        'Network: log.example',
        `Node: node_${'a'.repeat(26)}`,
        `Key: ${'ab'.repeat(32)}`,
        'Wallet: So11111111111111111111111111111111111111112',
        'Pay to: 4vJ9JU1bJJE96FWSJKvHsmmFADCg4gpZQff4P3bkLKi',
        'Issued at: 1700000000000',
      ].join('\n'),
    )
  })
  test.each([
    ['network', { network: 'other.example' }],
    ['nodeId', { nodeId: `node_${'b'.repeat(26)}` as NodeId }],
    ['publicKey', { publicKey: 'cd'.repeat(32) }],
    ['wallet', { wallet: REGISTRATION.payoutAddress }],
    ['payoutAddress', { payoutAddress: REGISTRATION.wallet }],
    ['issuedAtMs', { issuedAtMs: 1_700_000_000_001 }],
  ] as const)('binds %s', (_, change) => {
    expect(registrationText({ ...REGISTRATION, ...change })).not.toBe(
      registrationText(REGISTRATION),
    )
  })
})

describe('isRegistrationFresh', () => {
  const NOW_MS = 1_700_000_000_000
  test.each([
    [0, true],
    [REGISTRATION_VALID_MS, true],
    [REGISTRATION_VALID_MS + 1, false],
    [-REGISTRATION_VALID_MS, true],
    [-REGISTRATION_VALID_MS - 1, false],
  ])('an age of %d ms is answered with %s', (ageMs, fresh) => {
    expect(isRegistrationFresh(NOW_MS - ageMs, NOW_MS)).toBe(fresh)
  })
})
