/** Creates what is missing. Mint requests, anchors and trees say what is wanted, jobs say how far it is. */
export function createTables(sql: SqlStorage): void {
  sql.exec(`
    CREATE TABLE IF NOT EXISTS job (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('tree', 'mint', 'anchor')),
      state TEXT NOT NULL CHECK (state IN ('queued', 'signed', 'landed', 'done', 'refused')),
      tree INTEGER,
      attempts INTEGER NOT NULL DEFAULT 0,
      failures INTEGER NOT NULL DEFAULT 0,
      signature TEXT UNIQUE,
      wire BLOB,
      last_valid_block_height INTEGER,
      sent_at_ms INTEGER,
      slot INTEGER,
      refusal_code TEXT,
      refusal_reason TEXT,
      CHECK ((kind = 'anchor') = (tree IS NULL)),
      CHECK (state NOT IN ('signed', 'landed', 'done') OR signature IS NOT NULL),
      CHECK (state <> 'signed' OR (wire IS NOT NULL AND last_valid_block_height IS NOT NULL))
    ) STRICT;
    CREATE INDEX IF NOT EXISTS job_by_state ON job (state, id);

    CREATE TABLE IF NOT EXISTS mint_request (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      owner TEXT NOT NULL,
      total INTEGER NOT NULL CHECK (total BETWEEN 1 AND 256)
    ) STRICT;
    CREATE TABLE IF NOT EXISTS mint (
      log_index INTEGER PRIMARY KEY,
      sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
      request INTEGER NOT NULL REFERENCES mint_request (number),
      position INTEGER NOT NULL,
      asset_id TEXT,
      leaf_index INTEGER,
      UNIQUE (request, position)
    ) STRICT;
    CREATE TABLE IF NOT EXISTS mint_job (
      job INTEGER PRIMARY KEY REFERENCES job (id),
      request INTEGER NOT NULL REFERENCES mint_request (number),
      position_from INTEGER NOT NULL,
      count INTEGER NOT NULL CHECK (count > 0),
      UNIQUE (request, position_from)
    ) STRICT;

    CREATE TABLE IF NOT EXISTS anchor (
      origin TEXT NOT NULL,
      size INTEGER NOT NULL CHECK (size > 0),
      root TEXT NOT NULL,
      job INTEGER NOT NULL UNIQUE REFERENCES job (id),
      PRIMARY KEY (origin, size)
    ) STRICT;

    CREATE TABLE IF NOT EXISTS tree (
      number INTEGER PRIMARY KEY,
      address TEXT NOT NULL UNIQUE,
      authority TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('planned', 'ready', 'foreign')),
      reserved INTEGER NOT NULL DEFAULT 0
    ) STRICT;
  `)
}
