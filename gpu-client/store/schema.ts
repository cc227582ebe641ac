export const SCHEMA_VERSION = 1

/** Times are in milliseconds since 1970. */
export const SCHEMA = `
CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- One row a lease, from before it is asked for. lease and commitment hold the wire's own JSON.
CREATE TABLE batch (
  request_key TEXT PRIMARY KEY,
  count_max INTEGER NOT NULL CHECK (count_max BETWEEN 1 AND 256),
  state TEXT NOT NULL CHECK (state IN
    ('requested', 'leased', 'generated', 'uploaded', 'committed', 'registered', 'settled')),
  lease TEXT,
  lease_id TEXT UNIQUE,
  commitment TEXT,
  outcome TEXT CHECK (outcome IN ('minted', 'rejected', 'expired', 'refused')),
  reason TEXT,
  assets INTEGER NOT NULL DEFAULT 0,
  duplicates INTEGER NOT NULL DEFAULT 0,
  created_at_ms INTEGER NOT NULL,
  CHECK ((lease IS NULL) = (lease_id IS NULL)),
  CHECK ((state = 'settled') = (outcome IS NOT NULL)),
  CHECK (lease IS NOT NULL OR state IN ('requested', 'settled')),
  CHECK (commitment IS NOT NULL OR state IN ('requested', 'leased', 'settled'))
) STRICT;
CREATE INDEX batch_unsettled ON batch (created_at_ms) WHERE state <> 'settled';

CREATE TABLE upload_part (
  upload_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  etag TEXT NOT NULL,
  PRIMARY KEY (upload_id, number)
) STRICT;

-- What the network owes the operator a proof of. A duplicate has neither log index nor proof.
CREATE TABLE receipt (
  lease_id TEXT NOT NULL REFERENCES batch (lease_id),
  asset_index INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  log_index INTEGER UNIQUE,
  proof TEXT,
  cnft TEXT,
  PRIMARY KEY (lease_id, asset_index),
  CHECK ((log_index IS NULL) = (proof IS NULL))
) STRICT;

-- The last checkpoint that this witness vouched for; it never vouches for a smaller or another one.
CREATE TABLE witness (
  origin TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  root TEXT NOT NULL,
  checkpoint TEXT NOT NULL,
  line TEXT NOT NULL,
  posted INTEGER NOT NULL CHECK (posted IN (0, 1)),
  inconsistent_at_ms INTEGER
) STRICT;
`
