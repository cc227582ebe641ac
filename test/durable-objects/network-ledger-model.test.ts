import { evictDurableObject } from 'cloudflare:test'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buyerAccount, orderAccount, revenueAccount, VAULT } from '../../domain/ledger/account.ts'
import { COMPARED_FIELDS, type PostResult, type Transfer } from '../../domain/ledger/transfer.ts'
import { someLedger, someOrderId, someWallet } from '../fixtures-ledger.ts'

const COMMANDS = 1_000
const ACCOUNTS = [
  ...[VAULT, VAULT, orderAccount(someOrderId()), orderAccount(someOrderId())],
  ...[buyerAccount(someWallet()), revenueAccount('1.0.0')],
]

/** Objects without a prototype cannot be sent to an object. */
const PLAIN = { noNullPrototype: true }

const transfer = fc
  .record(
    {
      id: fc.nat({ max: 600 }).map((n) => `t${n}`),
      debit: fc.constantFrom(...ACCOUNTS),
      credit: fc.constantFrom(...ACCOUNTS),
      atoms: fc.oneof(fc.bigInt(1n, 9n), fc.bigInt(1n, 2n ** 54n)),
      code: fc.constantFrom('payment', 'license'),
      atMs: fc.nat(),
    },
    PLAIN,
  )
  .filter(({ debit, credit }) => debit !== credit)

type Command =
  | { readonly do: 'post'; readonly transfers: readonly Transfer[] }
  /** Sends again what the n-th call sent, perhaps with a last transfer of another amount. */
  | { readonly do: 'repeat'; readonly call: number; readonly changed: boolean }
  | { readonly do: 'evict' }

const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.record(
      {
        do: fc.constant('post' as const),
        transfers: fc.array(transfer, { maxLength: 5 }),
      },
      PLAIN,
    ),
  },
  {
    weight: 8,
    arbitrary: fc.record(
      {
        do: fc.constant('repeat' as const),
        call: fc.nat({ max: 5_000 }),
        changed: fc.boolean(),
      },
      PLAIN,
    ),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('evict' as const) }) },
)

/** Double entry over a plain list: balances are summed anew each time. */
class Model {
  posted: readonly Transfer[] = []

  balance(account: string, posted = this.posted): bigint {
    const filled = posted.reduce((sum, { debit, credit, atoms }) => {
      return sum + (credit === account ? atoms : 0n) - (debit === account ? atoms : 0n)
    }, 0n)
    return account === VAULT ? -filled : filled
  }

  post(transfers: readonly Transfer[]): PostResult {
    let posted = this.posted
    for (const entry of transfers) {
      const { id } = entry
      const same = posted.find((other) => other.id === id)
      const field = same && COMPARED_FIELDS.find((name) => same[name] !== entry[name])
      if (field !== undefined) return { status: 'entry_conflict', id, field }
      if (same !== undefined) continue
      for (const account of [entry.debit, entry.credit]) {
        if (this.balance(account, [...posted, entry]) >= 0n) continue
        const balanceAtoms = this.balance(account, posted)
        return { status: 'funds_insufficient', id, account, balanceAtoms }
      }
      posted = [...posted, entry]
    }
    const status = posted.length > this.posted.length ? 'posted' : 'already_posted'
    this.posted = posted
    return { status }
  }
}

test('1,000 random commands are answered as a plain list of entries answers them, and both sides stay equal', async () => {
  const commands = fc.array(command, { minLength: COMMANDS, maxLength: COMMANDS })
  await fc.assert(
    fc.asyncProperty(commands, async (orders) => {
      const ledger = someLedger()
      const model = new Model()
      const calls: (readonly Transfer[])[] = []
      const seen = new Map<string, number>()
      for (const [i, order] of orders.entries()) {
        if (order.do === 'evict') {
          // Only an object that runs can be evicted.
          await ledger.balance(VAULT)
          await evictDurableObject(ledger)
          continue
        }
        const transfers = order.do === 'post' ? order.transfers : repeated(calls, order)
        calls.push(transfers)
        const answer = await ledger.post(transfers)
        seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1)
        expect({ i, ...answer }).toEqual({ i, ...model.post(transfers) })
        if (i % 100 === 99) await expectEqual(ledger, model)
      }
      await expectEqual(ledger, model)
      expect(seen.size).toBe(4)
    }),
    { numRuns: 1, endOnFailure: true },
  )
})

function repeated(
  calls: readonly (readonly Transfer[])[],
  { call, changed }: Extract<Command, { do: 'repeat' }>,
): readonly Transfer[] {
  const transfers = calls[call % calls.length] ?? []
  const last = transfers.at(-1)
  if (!changed || last === undefined) return transfers
  return [...transfers.slice(0, -1), { ...last, atoms: last.atoms + 1n }]
}

async function expectEqual(ledger: ReturnType<typeof someLedger>, model: Model): Promise<void> {
  for (const account of new Set(ACCOUNTS)) {
    expect([account, await ledger.balance(account)]).toEqual([account, model.balance(account)])
  }
  const sum = model.posted.reduce((atoms, entry) => atoms + entry.atoms, 0n)
  expect(await ledger.audit()).toMatchObject({
    ...{ transfers: model.posted.length, unequal: [] },
    ...{ debitsAtoms: sum, creditsAtoms: sum, transferredAtoms: sum },
  })
}
