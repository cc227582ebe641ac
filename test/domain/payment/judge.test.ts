import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type FinalizedTransaction,
  judgePayment,
  type TokenBalance,
} from '../../../domain/payment/judge.ts'

const RENDER = 'render-mint'
const VAULT = { wallet: 'vault', mint: RENDER }
const ORDER = { reference: 'reference', expiresAtMs: 10_000 }
const SEEN_AT_MS = 9_000

const held = (account: number, owner: string, amount: bigint, mint = RENDER): TokenBalance => ({
  ...{ account, owner, atoms: amount, mint },
})

const paid = (change: Partial<FinalizedTransaction> = {}): FinalizedTransaction => ({
  signature: 'signature',
  failed: false,
  slot: 5,
  atMs: 8_000,
  keys: ['buyer', 'from', 'to', 'reference'],
  before: [held(1, 'buyer', 100n), held(2, 'vault', 7n)],
  after: [held(1, 'buyer', 60n), held(2, 'vault', 47n)],
  ...change,
})

const judge = (transaction: FinalizedTransaction) =>
  judgePayment(transaction, ORDER, VAULT, SEEN_AT_MS)
const counts = {
  ...{ status: 'counts', atoms: 40n, payer: 'buyer', paidAtMs: 8_000, late: false },
}

describe('a transaction that counts', () => {
  test('is worth what the vault holds more', () => {
    expect(judge(paid())).toEqual(counts)
  })

  test.each<[string, Partial<FinalizedTransaction>, object]>([
    ['opens the account of the vault', { before: [held(1, 'buyer', 100n)] }, { atoms: 47n }],
    [
      'pays into two accounts of the vault',
      { after: [held(1, 'buyer', 60n), held(2, 'vault', 27n), held(4, 'vault', 20n)] },
      { atoms: 40n },
    ],
    [
      'pays somebody else as well',
      { after: [held(1, 'buyer', 10n), held(2, 'vault', 17n), held(4, 'tip', 80n)] },
      { atoms: 10n },
    ],
    ['is paid for by another wallet', { keys: ['relay', 'reference'] }, { payer: 'buyer' }],
    [
      'takes from two wallets: the payer is who gave most',
      {
        before: [held(1, 'a', 50n), held(3, 'b', 50n)],
        after: [held(1, 'a', 40n), held(3, 'b', 20n), held(2, 'vault', 40n)],
      },
      { payer: 'b' },
    ],
    [
      'takes from nobody: the payer is who pays the fee',
      { keys: ['minter', 'reference'], before: [], after: [held(2, 'vault', 40n)] },
      { payer: 'minter' },
    ],
    ['has the reference from a lookup table', { keys: ['buyer', 'x', 'y', 'reference', 'z'] }, {}],
    ['is made at the last moment', { atMs: 10_000 }, { paidAtMs: 10_000, late: false }],
    ['is late by its block', { atMs: 10_001 }, { paidAtMs: 10_001, late: true }],
    ['has a block of unknown time', { atMs: null }, { paidAtMs: SEEN_AT_MS, late: false }],
  ])('%s', (_, change, verdict) => {
    expect(judge(paid(change))).toEqual({ ...counts, ...verdict })
  })

  test('is late where it was seen late and its block has no time', () => {
    const verdict = judgePayment(paid({ atMs: null }), ORDER, VAULT, 10_001)
    expect(verdict).toMatchObject({ late: true, paidAtMs: 10_001 })
  })

  test('keeps amounts above 2^53 exact', () => {
    const amount = 2n ** 60n + 1n
    const verdict = judge(paid({ before: [], after: [held(2, 'vault', amount)] }))
    expect(verdict).toMatchObject({ atoms: amount })
  })
})

test.each<[string, Partial<FinalizedTransaction>, string]>([
  ['failed', { failed: true }, 'failed'],
  ['names another reference', { keys: ['buyer', 'other'] }, 'reference_missing'],
  ['moves nothing', { before: [], after: [] }, 'nothing_arrived'],
  [
    'takes from the vault',
    {
      before: [held(1, 'buyer', 0n), held(2, 'vault', 9n)],
      after: [held(1, 'buyer', 0n), held(2, 'vault', 8n)],
    },
    'nothing_arrived',
  ],
  [
    'moves within the vault',
    {
      before: [held(1, 'vault', 5n), held(2, 'vault', 0n)],
      after: [held(1, 'vault', 0n), held(2, 'vault', 5n)],
    },
    'nothing_arrived',
  ],
  [
    'pays another wallet',
    {
      before: [held(1, 'buyer', 9n)],
      after: [held(1, 'buyer', 0n), held(2, 'other', 9n)],
    },
    'wrong_vault',
  ],
  [
    'pays another token',
    {
      before: [held(1, 'buyer', 9n, 'dollar')],
      after: [held(1, 'buyer', 0n, 'dollar'), held(2, 'vault', 9n, 'dollar')],
    },
    'wrong_mint',
  ],
])('a transaction that %s is ignored', (_, change, reason) => {
  expect(judge(paid(change))).toEqual({ status: 'ignored', reason })
})

describe('whatever else a transaction does', () => {
  const owner = fc.constantFrom('vault', 'buyer', 'other', 'wallet')
  const mint = fc.constantFrom(RENDER, 'dollar')
  const balance = fc.record({ account: fc.nat(50), owner, mint, atoms: fc.bigInt(0n, 1_000n) })
  const balances = fc.array(balance, { maxLength: 12 })
  const strangers = balances.map((all) => all.filter((one) => one.owner !== 'vault'))

  test('balances in another order give the same verdict', () => {
    const shuffled = balances.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    )
    fc.assert(
      fc.property(shuffled, shuffled, ([before, mixedBefore], [after, mixedAfter]) => {
        const verdict = judge(paid({ before, after }))
        expect(judge(paid({ before: mixedBefore, after: mixedAfter }))).toEqual(verdict)
      }),
    )
  })

  test('accounts of others and of other mints change nothing about the amount', () => {
    fc.assert(
      fc.property(strangers, strangers, (before, after) => {
        const { before: ownBefore, after: ownAfter } = paid()
        const crowded = { before: [...before, ...ownBefore], after: [...ownAfter, ...after] }
        expect(judge(paid(crowded))).toMatchObject({ status: 'counts', atoms: 40n })
      }),
    )
  })

  test('counts exactly what arrived, and never less than one atom', () => {
    fc.assert(
      fc.property(balances, balances, (before, after) => {
        const sum = (all: readonly TokenBalance[]) =>
          all
            .filter((one) => one.owner === 'vault' && one.mint === RENDER)
            .reduce((total, one) => total + one.atoms, 0n)
        const arrived = sum(after) - sum(before)
        const verdict = judge(paid({ before, after }))
        expect(verdict.status).toBe(arrived > 0n ? 'counts' : 'ignored')
        if (verdict.status === 'counts') expect(verdict.atoms).toBe(arrived)
      }),
    )
  })
})
