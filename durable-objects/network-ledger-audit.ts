/** Both sides of the ledger, summed from its accounts and from its transfers. */
export interface LedgerAudit {
  readonly accounts: number
  readonly transfers: number
  readonly debitsAtoms: bigint
  readonly creditsAtoms: bigint
  readonly transferredAtoms: bigint
  /** Accounts whose turnover is not the sum of their transfers; the first few. */
  readonly unequal: readonly string[]
}

const UNEQUAL_MAX = 10

/** Sums in two halves, as the sum over all accounts may leave int64. */
const halves = (column: string, name: string) =>
  `CAST(coalesce(sum(${column} >> 32), 0) AS TEXT) AS ${name}_high,
   CAST(coalesce(sum(${column} & 4294967295), 0) AS TEXT) AS ${name}_low`

const joined = (row: Readonly<Record<string, SqlStorageValue>>, name: string): bigint =>
  (BigInt(String(row[`${name}_high`])) << 32n) + BigInt(String(row[`${name}_low`]))

/** Reads every entry: for tests and for an operator who asks, not for requests. */
export function auditLedger(sql: SqlStorage): LedgerAudit {
  const accounts = sql
    .exec(
      `SELECT count(*) AS count, ${halves('debits', 'd')}, ${halves('credits', 'c')} FROM account`,
    )
    .one()
  const transfers = sql
    .exec(`SELECT count(*) AS count, ${halves('atoms', 't')} FROM transfer`)
    .one()
  const sumOf = (side: string) =>
    `(SELECT coalesce(sum(atoms), 0) FROM transfer WHERE ${side} = number)`
  const unequal = sql.exec<{ name: string }>(
    `SELECT name FROM account WHERE debits <> ${sumOf('debit')} OR credits <> ${sumOf('credit')}
     ORDER BY number LIMIT ${UNEQUAL_MAX}`,
  )
  return {
    accounts: Number(accounts.count),
    transfers: Number(transfers.count),
    debitsAtoms: joined(accounts, 'd'),
    creditsAtoms: joined(accounts, 'c'),
    transferredAtoms: joined(transfers, 't'),
    unequal: unequal.toArray().map(({ name }) => name),
  }
}
