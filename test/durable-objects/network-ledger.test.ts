import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { buyerAccount, orderAccount, revenueAccount, VAULT } from '../../domain/ledger/account.ts'
import { type PostedTransfer, TRANSFERS_MAX, type Transfer } from '../../domain/ledger/transfer.ts'
import { ATOMS_MAX } from '../../domain/money.ts'
import { networkLedger } from '../../workers/ledger.ts'
import { someLedger, someOrderId, someWallet } from '../fixtures-ledger.ts'

const AT_MS = 1_790_000_000_000
const REVENUE = revenueAccount('1.0.0')
const ORDER = orderAccount(someOrderId())

const paid = (id: string, changes: Partial<Transfer> = {}): Transfer => ({
  ...{ id: `payment/${id}`, debit: VAULT, credit: ORDER, atoms: 100n },
  ...{ code: 'payment', atMs: AT_MS },
  ...changes,
})
const settled = (id: string, changes: Partial<Transfer> = {}): Transfer =>
  paid(id, { id: `license/${id}`, debit: ORDER, credit: REVENUE, code: 'license', ...changes })

/** The ids of an account's transfers, read seven at a time. */
async function readAll(ledger: ReturnType<typeof someLedger>, account: string | undefined) {
  const of = account === undefined ? {} : { account }
  const pages: PostedTransfer[][] = []
  do {
    const after = pages.at(-1)?.at(-1)?.rank ?? 0
    pages.push(await ledger.transfers({ ...of, after, limit: 7 }))
  } while (pages.at(-1)?.length === 7)
  return pages.flat().map(({ id }) => id)
}

const POSTED = { status: 'posted' }
const ALREADY = { status: 'already_posted' }

describe('a payment', () => {
  test('is posted once, however often it is sent', async () => {
    const ledger = someLedger()
    expect(await ledger.post([paid('1')])).toEqual(POSTED)
    expect(await ledger.post([paid('1')])).toEqual(ALREADY)
    expect(await ledger.post([paid('1', { atMs: AT_MS + 1 })])).toEqual(ALREADY)
    expect(await ledger.balance(ORDER)).toBe(100n)
    expect(await ledger.balance(VAULT)).toBe(100n)
    expect(await ledger.transfers({ limit: 10 })).toEqual([{ ...paid('1'), rank: 1 }])
  })

  test('that comes from many at once is posted by one of them', async () => {
    const ledger = someLedger()
    const replies = await Promise.all(Array.from({ length: 20 }, () => ledger.post([paid('1')])))
    expect(replies.filter(({ status }) => status === 'posted')).toHaveLength(1)
    expect(await ledger.balance(VAULT)).toBe(100n)
  })

  test('that differs from the one of its id is refused and names the field', async () => {
    const ledger = someLedger()
    await ledger.post([paid('1')])
    expect(await ledger.post([paid('1', { atoms: 101n })])).toEqual({
      ...{ status: 'entry_conflict', id: 'payment/1', field: 'atoms' },
    })
    expect(await ledger.balance(VAULT)).toBe(100n)
  })

  test('is still there when the object was evicted, or broken off', async () => {
    const ledger = someLedger()
    await ledger.post([paid('1')])
    await evictDurableObject(ledger)
    expect(await ledger.post([paid('1')])).toEqual(ALREADY)
    await runInDurableObject(ledger, (_, { abort }) => abort('killed')).catch(() => undefined)
    expect(await ledger.balance(ORDER)).toBe(100n)
  })

  test('of amounts that numbers cannot hold is kept to the atom', async () => {
    const ledger = someLedger()
    const atoms = 2n ** 53n + 1n
    await ledger.post([paid('1', { atoms }), paid('2', { atoms: ATOMS_MAX - atoms })])
    expect(await ledger.balance(VAULT)).toBe(ATOMS_MAX)
    expect((await ledger.transfers({ limit: 1 }))[0]?.atoms).toBe(atoms)
    expect(await ledger.audit()).toEqual({
      ...{ accounts: 2, transfers: 2, unequal: [] },
      ...{ debitsAtoms: ATOMS_MAX, creditsAtoms: ATOMS_MAX, transferredAtoms: ATOMS_MAX },
    })
  })

  test('beyond int64 is a fault that leaves nothing behind', async () => {
    const ledger = someLedger()
    await ledger.post([paid('1', { atoms: ATOMS_MAX })])
    await runInDurableObject(ledger, (instance) => {
      expect(() => instance.post([paid('2', { atoms: 1n })])).toThrow('leaves int64')
      expect(() => instance.post([paid('3', { atoms: ATOMS_MAX + 1n })])).toThrow(RangeError)
    })
    expect(await ledger.balance(VAULT)).toBe(ATOMS_MAX)
    expect(await ledger.transfers({ limit: 10 })).toHaveLength(1)
  })
})

describe('a batch', () => {
  test('is posted as a whole', async () => {
    const ledger = someLedger()
    const buyer = buyerAccount(someWallet())
    const rest = paid('1', { id: 'credit/1', debit: ORDER, credit: buyer, atoms: 40n })
    expect(await ledger.post([paid('1'), settled('1', { atoms: 60n }), rest])).toEqual(POSTED)
    expect(await ledger.balance(ORDER)).toBe(0n)
    expect(await ledger.balance(REVENUE)).toBe(60n)
    expect(await ledger.balance(buyer)).toBe(40n)
  })

  test('that cannot be posted to its end leaves nothing behind', async () => {
    const ledger = someLedger()
    expect(await ledger.post([paid('1'), settled('1', { atoms: 101n })])).toEqual({
      ...{ status: 'funds_insufficient', id: 'license/1', account: ORDER, balanceAtoms: 100n },
    })
    expect(await ledger.balance(VAULT)).toBe(0n)
    expect(await ledger.transfers({ limit: 10 })).toEqual([])
    expect((await ledger.audit()).accounts).toBe(0)
  })

  test('of which a part was posted before is finished', async () => {
    const ledger = someLedger()
    await ledger.post([paid('2')])
    const batch = [paid('1'), paid('2'), paid('3')]
    expect(await ledger.post(batch)).toEqual(POSTED)
    expect(await ledger.post(batch)).toEqual(ALREADY)
    expect(await ledger.balance(VAULT)).toBe(300n)
    const ids = (await ledger.transfers({ limit: 10 })).map(({ id }) => id)
    expect(ids).toEqual(['payment/2', 'payment/1', 'payment/3'])
  })

  test('may have 8,000 transfers of the longest names and no more', async () => {
    const ledger = someLedger()
    const batch = Array.from({ length: TRANSFERS_MAX }, (_, i) =>
      paid('', { id: `${i}/`.padEnd(160, '"'), credit: buyerAccount(someWallet()), atoms: 1n }),
    )
    expect(await ledger.post(batch)).toEqual(POSTED)
    expect(await ledger.post(batch)).toEqual(ALREADY)
    expect(await ledger.balance(VAULT)).toBe(8_000n)
    expect(await ledger.audit()).toMatchObject({ transfers: 8_000, unequal: [] })
    await runInDurableObject(ledger, (instance) => {
      expect(() => instance.post([...batch, paid('one more')])).toThrow(RangeError)
    })
  })
})

describe('history', () => {
  test('is read in pages, of all accounts or of one, without loss or repetition', async () => {
    const ledger = someLedger()
    const orders = [ORDER, orderAccount(someOrderId())]
    const batch = orders.flatMap((credit, n) =>
      Array.from({ length: 12 }, (_, i) => [
        paid(`${n}.${i}`, { credit }),
        settled(`${n}.${i}`, { debit: credit }),
      ]),
    )
    const sent = batch.flat()
    await ledger.post(sent)
    for (const account of [undefined, VAULT, REVENUE, ...orders]) {
      const touching = sent.filter(
        ({ debit, credit }) => account === undefined || [debit, credit].includes(account),
      )
      expect(await readAll(ledger, account)).toEqual(touching.map(({ id }) => id))
    }
  })

  test('of an account that nothing touched is empty', async () => {
    const ledger = someLedger()
    await ledger.post([paid('1')])
    const account = buyerAccount(someWallet())
    expect(await ledger.transfers({ account, limit: 10 })).toEqual([])
    expect(await ledger.balance(account)).toBe(0n)
  })

  test('comes in pages of 1 to 1,000', async () => {
    await runInDurableObject(someLedger(), (instance) => {
      for (const limit of [0, 1_001, 1.5, Number.NaN]) {
        expect(() => instance.transfers({ limit })).toThrow(RangeError)
      }
      expect(() => instance.balance('order/unknown')).toThrow(RangeError)
    })
  })

  test('can be neither changed nor removed, even by the object itself', async () => {
    const ledger = someLedger()
    await ledger.post([paid('1')])
    await runInDurableObject(ledger, (_, { storage: { sql } }) => {
      expect(() => sql.exec('UPDATE transfer SET atoms = 1')).toThrow('never changed')
      expect(() => sql.exec('DELETE FROM transfer')).toThrow('never removed')
      expect(() => sql.exec('UPDATE account SET debits = 99 WHERE side = ?', 'debit')).not.toThrow()
      expect(() => sql.exec('UPDATE account SET debits = 101 WHERE side = ?', 'credit')).toThrow(
        'CHECK',
      )
    })
    expect((await ledger.audit()).unequal).toEqual([VAULT])
  })
})

test('the edge has one ledger', () => {
  expect(networkLedger(env).id.equals(env.NETWORK_LEDGER.idFromName('network'))).toBe(true)
})

test('accounts are told apart by whether anything ever moved on them', async () => {
  const ledger = someLedger()
  await ledger.post([paid('1'), settled('1')])
  expect(await ledger.balance(ORDER)).toBe(0n)
  expect(await ledger.moved([orderAccount(someOrderId()), ORDER, REVENUE])).toHaveLength(2)
  expect(await ledger.moved([])).toEqual([])
})
