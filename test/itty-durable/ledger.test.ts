import { env } from 'cloudflare:workers'
import { proxyDurable } from 'itty-durable'
import { describe, expect, test } from 'vitest'
import type { NativeLedger } from '../fakes/itty-ledger.ts'

/** What the ledgers of this folder have in common, as a caller sees them. */
interface Ledger {
  balances(): Promise<unknown>
  transfer(amount: number): Promise<unknown>
  deposit(amount: number): Promise<unknown>
}

const bindings = env as unknown as {
  readonly ITTY_LEDGER: DurableObjectNamespace
  readonly NATIVE_LEDGER: DurableObjectNamespace<NativeLedger>
}

const ittyLedger = (name: string): Ledger =>
  proxyDurable(bindings.ITTY_LEDGER, { name: 'ITTY_LEDGER', parse: true }).get(name)
const nativeLedger = (name: string) => bindings.NATIVE_LEDGER.getByName(name)

const DEPOSITS = 5

/** Sends equal deposits of one unit at once. */
const depositAtOnce = (ledger: Pick<Ledger, 'deposit'>) =>
  Promise.all(Array.from({ length: DEPOSITS }, () => ledger.deposit(1)))

// Why no ledger of ours is written with it: see also durable-objects.
describe('itty-durable', () => {
  test('keeps the debit of a transfer that failed half way', async () => {
    const ledger = ittyLedger('torn')
    const outcome = await ledger.transfer(30).then(
      () => 'transferred',
      () => 'refused',
    )
    expect([outcome, await ledger.balances()]).toEqual(['refused', { balance: 70, other: 0 }])
  })
  test('loses deposits that come at once', async () => {
    const ledger = ittyLedger('crowded')
    await depositAtOnce(ledger)
    expect(await ledger.balances()).toMatchObject({ balance: expect.toSatisfy(isShort) })
  })
})

const isShort = (balance: number): boolean => balance < 100 + DEPOSITS

describe('native RPC with SQL', () => {
  test('takes a transfer back that failed half way', async () => {
    const ledger = nativeLedger('torn')
    expect([await ledger.transfer(30), await ledger.balances()]).toEqual([
      'refused',
      { balance: 100, other: 0 },
    ])
  })
  test('keeps deposits that come at once', async () => {
    const ledger = nativeLedger('crowded')
    await depositAtOnce(ledger)
    expect(await ledger.balances()).toEqual({ balance: 100 + DEPOSITS, other: 0 })
  })
})
