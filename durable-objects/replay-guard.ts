import { DurableObject } from 'cloudflare:workers'

/**
 * The nonces of one node's recent requests, addressed by node id. Called by the edge Worker for every
 * signed request, after its signature was checked. A nonce is admitted once.
 */
export class ReplayGuard extends DurableObject<Env> {
  readonly #sql: SqlStorage

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    this.#sql = ctx.storage.sql
    this.#sql.exec(
      `CREATE TABLE IF NOT EXISTS nonce (
         value TEXT PRIMARY KEY, expires_at_ms INTEGER NOT NULL
       ) STRICT;
       CREATE INDEX IF NOT EXISTS nonce_by_expiry ON nonce (expires_at_ms);`,
    )
  }

  /** `expiresAtMs` is when the request itself turns stale: from then on its nonce need not be known. */
  admit(nonce: string, expiresAtMs: number, nowMs: number): 'admitted' | 'replayed' {
    this.#sql.exec('DELETE FROM nonce WHERE expires_at_ms < ?', nowMs)
    const { rowsWritten } = this.#sql.exec(
      'INSERT INTO nonce VALUES (?, ?) ON CONFLICT DO NOTHING',
      nonce,
      expiresAtMs,
    )
    return rowsWritten > 0 ? 'admitted' : 'replayed'
  }
}
