import { type SQL, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { Sample } from '../domain/dataset/sample.ts'

/** What of a sample is asked for. Lists travel as one JSON parameter each, however long they are. */
export interface SampleQuery {
  readonly version: string
  /** An empty list allows all. */
  readonly families: readonly string[]
  /** The lowest bits of the facets, which hold all but the family. */
  readonly facetBits: number
  readonly facets: readonly number[]
  readonly tag: string | null
  readonly limit: number
}

/** A shorter beginning is one of too many words. */
const PREFIX_LENGTH_MIN = 2

const COLUMNS = sql.raw(
  's.log_index AS logIndex, s.sha256, s.facets, s.family, s.caption, s.tags, s.triangles, s.bytes',
)

/** Samples in turns: the first of each family before the second of any. */
export async function listSamples(catalog: D1Database, query: SampleQuery): Promise<Sample[]> {
  return read(
    catalog,
    sql`WITH shown AS (
        SELECT s.id, row_number() OVER (PARTITION BY s.family ORDER BY s.log_index) AS turn
        FROM sample s WHERE s.version = ${query.version} AND ${matches(query)}
        ORDER BY turn, s.log_index LIMIT ${query.limit})
      SELECT ${COLUMNS} FROM shown JOIN sample s ON s.id = shown.id
      ORDER BY shown.turn, s.log_index`,
  )
}

/**
 * Samples whose caption and tags have all of the terms, best first. Terms are matched as texts: none
 * is read as an operator of the index. The last may be the beginning of a word.
 */
export async function searchSamples(
  catalog: D1Database,
  { terms, ...query }: SampleQuery & { readonly terms: readonly string[] },
): Promise<Sample[]> {
  const last = terms.at(-1) ?? ''
  const expression = `${terms.map(quoted).join(' ')}${last.length < PREFIX_LENGTH_MIN ? '' : '*'}`
  return read(
    catalog,
    sql`SELECT ${COLUMNS} FROM sample_text JOIN sample s ON s.id = sample_text.rowid
      WHERE sample_text MATCH ${expression} AND s.version = ${query.version} AND ${matches(query)}
      ORDER BY sample_text.rank, s.log_index LIMIT ${query.limit}`,
  )
}

export async function countSamples(catalog: D1Database, version: string): Promise<number> {
  const row = await drizzle(catalog).get<{ samples: number }>(
    sql`SELECT count(*) AS samples FROM sample WHERE version = ${version}`,
  )
  return row.samples
}

const quoted = (term: string): string => `"${term.replaceAll('"', '""')}"`

function matches({ families, facetBits, facets, tag }: SampleQuery): SQL {
  const mask = (1 << facetBits) - 1
  const conditions = [sql`(s.facets & ${mask}) IN (SELECT value FROM json_each(${text(facets)}))`]
  if (families.length > 0) {
    conditions.push(sql`s.family IN (SELECT value FROM json_each(${text(families)}))`)
  }
  if (tag !== null) {
    conditions.push(sql`EXISTS (SELECT 1 FROM json_each(s.tags) WHERE value = ${tag})`)
  }
  return sql.join(conditions, sql` AND `)
}

const text = (list: readonly unknown[]): string => JSON.stringify(list)

async function read(catalog: D1Database, query: SQL): Promise<Sample[]> {
  const rows = await drizzle(catalog).all<Omit<Sample, 'tags'> & { readonly tags: string }>(query)
  return rows.map((row) => ({ ...row, tags: JSON.parse(row.tags) as string[] }))
}
