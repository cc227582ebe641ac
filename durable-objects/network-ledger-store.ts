import { accountSide } from '../domain/ledger/account.ts'
import type { LedgerView, Turnover } from '../domain/ledger/judge-transfers.ts'
import type { PostedTransfer, Transfer } from '../domain/ledger/transfer.ts'

/** Rows that go to SQLite as one JSON text, which may have 2 MB. */
const ROWS_PER_STATEMENT = 2_000

/**
 * Turnovers are kept beside the transfers they are the sums of, and change in the same transaction.
 * Amounts are bound and read as text: beyond 2^53 numbers lose digits on their way to JavaScript.
 */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS account (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    side TEXT NOT NULL CHECK (side IN ('debit', 'credit')),
    debits INTEGER NOT NULL DEFAULT 0 CHECK (debits >= 0),
    credits INTEGER NOT NULL DEFAULT 0 CHECK (credits >= 0),
    CHECK (CASE side WHEN 'debit' THEN debits >= credits ELSE credits >= debits END)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS transfer (
    rank INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    debit INTEGER NOT NULL REFERENCES account (number),
    credit INTEGER NOT NULL REFERENCES account (number),
    atoms INTEGER NOT NULL CHECK (atoms > 0),
    code TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    CHECK (debit <> credit)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS transfer_by_debit ON transfer (debit);
  CREATE INDEX IF NOT EXISTS transfer_by_credit ON transfer (credit);
  CREATE TRIGGER IF NOT EXISTS transfer_unchanged BEFORE UPDATE ON transfer
    BEGIN SELECT RAISE(ABORT, 'a transfer is never changed'); END;
  CREATE TRIGGER IF NOT EXISTS transfer_kept BEFORE DELETE ON transfer
    BEGIN SELECT RAISE(ABORT, 'a transfer is never removed'); END;
`

const TRANSFERS = `
  SELECT t.rank, t.id, d.name AS debit, c.name AS credit, CAST(t.atoms AS TEXT) AS atoms, t.code, t.at_ms
  FROM transfer t JOIN account d ON d.number = t.debit JOIN account c ON c.number = t.credit`

type TransferRow = {
  rank: number
  id: string
  debit: string
  credit: string
  atoms: string
  code: string
  at_ms: number
}
type AccountRow = { name: string; debits: string; credits: string }

export function createLedger(sql: SqlStorage): void {
  sql.exec(SCHEMA)
}

/** What is on record of the transfers' ids and of the accounts they name. */
export function readView(sql: SqlStorage, transfers: readonly Transfer[]): LedgerView {
  const posted = new Map<string, Transfer>()
  for (const ids of slices(transfers.map(({ id }) => id))) {
    const listed = '(SELECT value FROM json_each(?))'
    const rows = sql.exec<TransferRow>(`${TRANSFERS} WHERE t.id IN ${listed}`, JSON.stringify(ids))
    for (const row of rows) posted.set(row.id, transferOf(row))
  }
  const names = new Set(transfers.flatMap(({ debit, credit }) => [debit, credit]))
  return { posted, turnovers: readTurnovers(sql, [...names]) }
}

export function readTurnovers(sql: SqlStorage, names: readonly string[]): Map<string, Turnover> {
  const turnovers = new Map<string, Turnover>()
  for (const listed of slices(names)) {
    const rows = sql.exec<AccountRow>(
      `SELECT name, CAST(debits AS TEXT) AS debits, CAST(credits AS TEXT) AS credits
       FROM account WHERE name IN (SELECT value FROM json_each(?))`,
      JSON.stringify(listed),
    )
    for (const { name, debits, credits } of rows) {
      turnovers.set(name, { debits: BigInt(debits), credits: BigInt(credits) })
    }
  }
  return turnovers
}

/** To be called in a transaction: the accounts come first, as transfers refer to them. */
export function write(
  sql: SqlStorage,
  added: readonly Transfer[],
  turnovers: ReadonlyMap<string, Turnover>,
): void {
  const accounts = [...turnovers].map(([name, { debits, credits }]) => [
    name,
    accountSide(name),
    String(debits),
    String(credits),
  ])
  for (const rows of slices(accounts)) {
    sql.exec(
      `INSERT INTO account (name, side, debits, credits)
       SELECT value ->> 0, value ->> 1, CAST(value ->> 2 AS INTEGER), CAST(value ->> 3 AS INTEGER)
       FROM json_each(?) WHERE true
       ON CONFLICT (name) DO UPDATE SET debits = excluded.debits, credits = excluded.credits`,
      JSON.stringify(rows),
    )
  }
  const entries = added.map(({ id, debit, credit, atoms, code, atMs }) => [
    ...[id, debit, credit, String(atoms), code],
    atMs,
  ])
  for (const rows of slices(entries)) {
    sql.exec(
      `INSERT INTO transfer (id, debit, credit, atoms, code, at_ms)
       SELECT value ->> 0, (SELECT number FROM account WHERE name = value ->> 1),
         (SELECT number FROM account WHERE name = value ->> 2), CAST(value ->> 3 AS INTEGER),
         value ->> 4, value ->> 5
       FROM json_each(?) ORDER BY key`,
      JSON.stringify(rows),
    )
  }
}

/** In the order of posting. */
export function listTransfers(
  sql: SqlStorage,
  { account, after, limit }: { account: string | undefined; after: number; limit: number },
): PostedTransfer[] {
  const page = 'ORDER BY rank LIMIT ?'
  if (account === undefined) {
    const rows = sql.exec<TransferRow>(`${TRANSFERS} WHERE t.rank > ? ${page}`, after, limit)
    return rows.toArray().map(transferOf)
  }
  // Each side by its own index; one condition over both would sort all that the account ever had.
  const side = (column: string) =>
    `SELECT * FROM (SELECT rank FROM transfer
       WHERE ${column} = (SELECT number FROM account WHERE name = ?) AND rank > ? ${page})`
  const ranks = `${side('debit')} UNION ALL ${side('credit')} ${page}`
  const bindings = [account, after, limit, account, after, limit, limit]
  return sql
    .exec<TransferRow>(`${TRANSFERS} WHERE t.rank IN (${ranks}) ORDER BY t.rank`, ...bindings)
    .toArray()
    .map(transferOf)
}

function transferOf({ at_ms: atMs, atoms, ...row }: TransferRow): PostedTransfer {
  return { ...row, atoms: BigInt(atoms), atMs }
}

function slices<T>(rows: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / ROWS_PER_STATEMENT) }, (_, i) =>
    rows.slice(i * ROWS_PER_STATEMENT, (i + 1) * ROWS_PER_STATEMENT),
  )
}
