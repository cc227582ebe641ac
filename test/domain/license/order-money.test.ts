import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { OrderId } from '../../../domain/ids.ts'
import type { PostedTransfer } from '../../../domain/ledger/transfer.ts'
import { CONFIRMATION_MS, orderMoney, returnable } from '../../../domain/license/order-money.ts'

const id = `order_${'a'.repeat(26)}` as OrderId
const account = `order/${id}`
const WALLET = 'So11111111111111111111111111111111111111112'
const expiresAtMs = 1_000
const order = { id, expiresAtMs }

const FROM_TO = {
  payment: ['vault', account],
  use: [`buyer/${WALLET}`, account],
  license: [account, 'revenue/1.0.0'],
  refund: ['revenue/1.0.0', account],
  credit: [account, `buyer/${WALLET}`],
} as const

type Move = readonly [kind: keyof typeof FROM_TO, atoms: bigint, atMs?: number]

function transfersOf(moves: readonly Move[]): PostedTransfer[] {
  return moves.map(([kind, atoms, atMs = 1], at) => {
    const [debit, credit] = FROM_TO[kind]
    return { id: `${kind}/${at}`, debit, credit, atoms, code: kind, atMs, rank: 10 + at }
  })
}

const moneyOf = (...moves: readonly Move[]) => orderMoney(transfersOf(moves), order)

describe('the money of an order', () => {
  test.each<[name: string, moves: Move[], expected: object]>([
    ['nothing', [], { paid: 0n, onTime: 0n, late: 0n, rank: 0 }],
    ['a payment', [['payment', 5n]], { paid: 5n, onTime: 5n, late: 0n, rank: 10 }],
    ['a payment at the last moment', [['payment', 5n, 1_000]], { onTime: 5n, late: 0n }],
    ['a late payment', [['payment', 5n, 1_001]], { paid: 5n, onTime: 0n, late: 5n }],
    [
      'a payment and credit',
      [
        ['payment', 5n],
        ['use', 3n],
      ],
      { paid: 8n, creditUsed: 3n, onTime: 8n },
    ],
    [
      'a license',
      [
        ['payment', 9n],
        ['license', 7n],
      ],
      { spent: 7n, onTime: 2n },
    ],
    [
      'a license that was given back',
      [
        ['payment', 7n],
        ['license', 7n],
        ['refund', 7n],
      ],
      { paid: 7n, spent: 0n, onTime: 7n },
    ],
    [
      'late money that was given back',
      [
        ['payment', 4n],
        ['payment', 6n, 2_000],
        ['credit', 6n],
      ],
      { onTime: 4n, late: 0n, credited: 6n },
    ],
  ])('of %s is known from the ledger', (_name, moves, expected) => {
    expect(moneyOf(...moves)).toMatchObject(expected)
  })
  test('names the payments that came in time', () => {
    const moves: Move[] = [
      ['payment', 1n],
      ['use', 1n],
      ['payment', 1n, 2_000],
      ['payment', 1n],
    ]
    expect(moneyOf(...moves).signatures).toEqual(['0', '3'])
  })
  test('adds up, and none is taken for on time that came late', () => {
    const payment = fc.tuple(fc.bigInt(1n, 1_000n), fc.boolean())
    fc.assert(
      fc.property(fc.array(payment), fc.nat(), (payments, share) => {
        const moves = payments.map(([atoms, late]): Move => ['payment', atoms, late ? 2_000 : 1])
        const lateAtoms = payments.reduce((sum, [atoms, late]) => (late ? sum + atoms : sum), 0n)
        const given = lateAtoms === 0n ? 0n : BigInt(share) % (lateAtoms + 1n)
        const money = moneyOf(...moves, ...(given > 0n ? [['credit', given] as const] : []))
        expect(money.onTime + money.late + money.credited).toBe(money.paid)
        expect(money.late).toBe(lateAtoms - given)
      }),
    )
  })
})

describe('what belongs to the wallet', () => {
  const money = moneyOf(['payment', 4n], ['payment', 6n, 2_000])

  test.each([
    ['of a settled order', true, 0, 10n],
    ['of an open order', false, 0, 6n],
    ['of one that may still be confirmed', false, 1_000 + CONFIRMATION_MS, 6n],
    ['of one that is over', false, 1_001 + CONFIRMATION_MS, 10n],
  ])('%s (settled: %s, at %d) is %d', (_name, settled, nowMs, expected) => {
    expect(returnable(money, { settled, expiresAtMs }, nowMs)).toBe(expected)
  })
})
