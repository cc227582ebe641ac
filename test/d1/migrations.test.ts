import { applyD1Migrations } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { getTableColumns, getTableName } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as licensing from '../../d1/licensing-schema.ts'
import { anchor, node, submission } from '../../d1/schema.ts'

const TABLES = [
  ...[node, submission, anchor, licensing.paymentScan, licensing.paymentLook],
  ...[licensing.vaultScan, licensing.vaultTransaction],
  ...[licensing.snapshot, licensing.cubePage, licensing.sample, licensing.licenseOrder],
  ...[licensing.payment, licensing.license, licensing.licenseAccess, licensing.sessionNonce],
]

const columnsOf = async (table: string): Promise<unknown[]> => {
  const { results } = await env.CATALOG.prepare('SELECT name FROM pragma_table_info(?)')
    .bind(table)
    .all<{ name: string }>()
  return results.map(({ name }) => name)
}

test.each(
  TABLES.map((table) => [getTableName(table), Object.values(getTableColumns(table))] as const),
)('the migrated table %s has the columns that the code knows', async (table, columns) => {
  const known = columns.map(({ name }) => name)
  expect((await columnsOf(table)).toSorted()).toEqual(known.toSorted())
})

test('applying the migrations again changes nothing', async () => {
  const schema = () => env.CATALOG.prepare('SELECT name, sql FROM sqlite_schema').all()
  const { results } = await schema()
  await applyD1Migrations(env.CATALOG, env.MIGRATIONS)
  expect((await schema()).results).toEqual(results)
})

test('every table of the catalog is strict', async () => {
  const { results } = await env.CATALOG.prepare(
    `SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0
       AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%' AND name NOT LIKE 'd1_%'`,
  ).all()
  expect(results).toEqual([])
})
