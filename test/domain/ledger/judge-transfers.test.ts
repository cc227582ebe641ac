import { describe, expect, test } from 'vitest'
import { accountSide } from '../../../domain/ledger/account.ts'
import {
  balanceOf,
  judgeTransfers,
  type LedgerView,
  type Turnover,
} from '../../../domain/ledger/judge-transfers.ts'
import type { Transfer } from '../../../domain/ledger/transfer.ts'
import { ATOMS_MAX } from '../../../domain/money.ts'

const ORDER = `order/order_${'a'.repeat(26)}`
const BUYER = `buyer/${'2'.repeat(44)}`
const REVENUE = 'revenue/1.0.0'
const AT_MS = 1_790_000_000_000

const transfer = (changes: Partial<Transfer> = {}): Transfer => ({
  ...{ id: 'payment/1', debit: 'vault', credit: ORDER, atoms: 100n },
  ...{ code: 'payment', atMs: AT_MS },
  ...changes,
})
const holding = (
  turnovers: Readonly<Record<string, Turnover>>,
  posted: readonly Transfer[] = [],
): LedgerView => ({
  posted: new Map(posted.map((entry) => [entry.id, entry])),
  turnovers: new Map(Object.entries(turnovers)),
})
const EMPTY = holding({})
const PAID = holding({
  vault: { debits: 100n, credits: 0n },
  [ORDER]: { debits: 0n, credits: 100n },
})

describe('an account', () => {
  test.each([
    ['vault', 'debit'],
    ['unattributed', 'credit'],
    [ORDER, 'credit'],
    [BUYER, 'credit'],
    [REVENUE, 'credit'],
    ['revenue/10.20.30', 'credit'],
  ])('%s is filled by a %s', (account, side) => {
    expect(accountSide(account)).toBe(side)
  })
  test.each([
    ...['', 'Vault', 'vault/', 'order', 'order/', 'order/1', `order/${ORDER}`, 'buyer/0', 'node/1'],
    ...['revenue/1', 'revenue/latest', 'constructor/1', 'toString/x', `${REVENUE}\n`],
  ])('is not %j', (account) => {
    expect(accountSide(account)).toBeUndefined()
  })
})

describe('transfers', () => {
  test('fill both sides of what they touch', () => {
    const settled = transfer({ id: 'license/1', debit: ORDER, credit: REVENUE, atoms: 60n })
    const judgment = judgeTransfers([transfer(), settled], EMPTY)
    expect(judgment).toEqual({
      ...{ status: 'posted', added: [transfer(), settled] },
      turnovers: new Map([
        ['vault', { debits: 100n, credits: 0n }],
        [ORDER, { debits: 60n, credits: 100n }],
        [REVENUE, { debits: 0n, credits: 60n }],
      ]),
    })
  })

  test('are seen by those behind them only', () => {
    const settled = transfer({ id: 'license/1', debit: ORDER, credit: REVENUE })
    expect(judgeTransfers([settled, transfer()], EMPTY)).toEqual({
      ...{ status: 'funds_insufficient', id: 'license/1', account: ORDER, balanceAtoms: 0n },
    })
  })

  test('of no account fall below zero, the vault included', () => {
    const refund = (atoms: bigint) =>
      transfer({ id: 'refund/1', debit: ORDER, credit: 'vault', atoms })
    expect(judgeTransfers([refund(100n)], PAID).status).toBe('posted')
    expect(judgeTransfers([refund(101n)], PAID)).toEqual({
      ...{ status: 'funds_insufficient', id: 'refund/1', account: ORDER, balanceAtoms: 100n },
    })
    const robbed = holding({
      vault: { debits: 100n, credits: 40n },
      [ORDER]: { debits: 0n, credits: 100n },
    })
    expect(judgeTransfers([refund(61n)], robbed)).toEqual({
      ...{ status: 'funds_insufficient', id: 'refund/1', account: 'vault', balanceAtoms: 60n },
    })
  })

  test('that were posted before change nothing, whatever the accounts hold now', () => {
    const spent = holding({ vault: { debits: 1n, credits: 1n } }, [transfer()])
    expect(judgeTransfers([transfer()], spent)).toEqual({ status: 'already_posted' })
    expect(judgeTransfers([], EMPTY)).toEqual({ status: 'already_posted' })
  })

  test('that come twice in a call count once', () => {
    const judgment = judgeTransfers([transfer(), transfer()], EMPTY)
    expect(judgment).toMatchObject({ status: 'posted', added: [transfer()] })
  })

  test('that were posted in part are finished', () => {
    const second = transfer({ id: 'payment/2' })
    const half = holding({}, [transfer()])
    expect(judgeTransfers([transfer(), second], half)).toMatchObject({
      ...{ status: 'posted', added: [second] },
    })
  })

  test('that are sent again may come later', () => {
    const again = transfer({ atMs: AT_MS + 60_000 })
    expect(judgeTransfers([again], holding({}, [transfer()])).status).toBe('already_posted')
  })

  test.each([
    ['debit', { debit: BUYER, credit: REVENUE, atoms: 1n, code: 'other' }],
    ['credit', { credit: BUYER, atoms: 1n }],
    ['atoms', { atoms: 101n, code: 'other' }],
    ['code', { code: 'other' }],
  ])('with the id of another one are refused and name the %s', (field, changes) => {
    const conflict = { status: 'entry_conflict', id: 'payment/1', field }
    expect(judgeTransfers([transfer(changes)], holding({}, [transfer()]))).toEqual(conflict)
    expect(judgeTransfers([transfer(), transfer(changes)], EMPTY)).toEqual(conflict)
  })

  test.each<[what: string, changes: Partial<Transfer>]>([
    ['of nothing', { atoms: 0n }],
    ['backwards', { atoms: -1n }],
    ['beyond int64', { atoms: ATOMS_MAX + 1n }],
    ['of a number', { atoms: 5 as unknown as bigint }],
    ['from an account to itself', { debit: ORDER }],
    ['to an account that does not exist', { credit: 'order/unknown' }],
    ['from an account that does not exist', { debit: 'Vault' }],
    ['without an id', { id: '' }],
    ['with an id of two lines', { id: 'a\nb' }],
    ['with an id too long', { id: 'a'.repeat(161) }],
    ['with a malformed code', { code: 'Payment' }],
    ['at no time', { atMs: Number.NaN }],
    ['at a broken time', { atMs: 1.5 }],
  ])('%s are a fault of the sender', (_what, changes) => {
    expect(() => judgeTransfers([transfer(changes)], PAID)).toThrow(RangeError)
  })

  test('that would carry a turnover beyond int64 are refused loudly', () => {
    const full = holding({ vault: { debits: ATOMS_MAX - 99n, credits: 0n } })
    expect(() => judgeTransfers([transfer()], full)).toThrow('leaves int64')
    expect(judgeTransfers([transfer({ atoms: 99n })], full).status).toBe('posted')
  })
})

test('a balance is what lies on the side that fills the account', () => {
  const turnover = { debits: 30n, credits: 10n }
  expect(balanceOf('vault', turnover)).toBe(20n)
  expect(balanceOf(BUYER, { debits: 10n, credits: 30n })).toBe(20n)
})
