import { DurableObject } from 'cloudflare:workers'
import { createDurable } from 'itty-durable'

const OPENING_BALANCE = 100
/** Long enough for other calls to come in between. */
const AUTHORITY_MS = 10

/** Stands for any question to the world in the middle of an entry. */
const askAuthority = (): Promise<void> => scheduler.wait(AUTHORITY_MS)

/** A ledger as itty-durable has it written: state in properties, kept after each call. */
export class IttyLedger extends createDurable({ autoPersist: true }) {
  balance = OPENING_BALANCE
  other = 0

  balances() {
    return { balance: this.balance, other: this.other }
  }

  transfer(amount: number) {
    this.balance -= amount
    if (amount > 10) throw new Error('too much')
    this.other += amount
  }

  async deposit(amount: number) {
    const before = this.balance
    await askAuthority()
    this.balance = before + amount
  }
}

/** The same ledger by native RPC and SQL. */
export class NativeLedger extends DurableObject {
  readonly #sql: SqlStorage

  constructor(ctx: DurableObjectState, env: Cloudflare.Env) {
    super(ctx, env)
    this.#sql = ctx.storage.sql
    this.#sql.exec(
      `CREATE TABLE IF NOT EXISTS account (name TEXT PRIMARY KEY, balance INTEGER NOT NULL) STRICT;
       INSERT INTO account VALUES ('own', ${OPENING_BALANCE}), ('other', 0) ON CONFLICT DO NOTHING;`,
    )
  }

  balances() {
    const [other, own] = this.#sql
      .exec<{ balance: number }>('SELECT balance FROM account ORDER BY name')
      .toArray()
    return { balance: own?.balance, other: other?.balance }
  }

  transfer(amount: number): 'transferred' | 'refused' {
    try {
      this.ctx.storage.transactionSync(() => {
        this.#add('own', -amount)
        if (amount > 10) throw new Error('too much')
        this.#add('other', amount)
      })
      return 'transferred'
    } catch {
      return 'refused'
    }
  }

  async deposit(amount: number): Promise<void> {
    await askAuthority()
    this.#add('own', amount)
  }

  #add(name: string, amount: number): void {
    this.#sql.exec('UPDATE account SET balance = balance + ? WHERE name = ?', amount, name)
  }
}

export default {
  fetch: () => new Response(null, { status: 404 }),
} satisfies ExportedHandler
