CREATE TABLE node (
  id TEXT PRIMARY KEY,
  public_key TEXT NOT NULL UNIQUE CHECK (length(public_key) = 64),
  wallet TEXT NOT NULL,
  payout_address TEXT NOT NULL,
  issued_at_ms INTEGER NOT NULL,
  wallet_signature TEXT NOT NULL,
  registered_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX node_by_wallet ON node (wallet);

-- One row per committed lease. Facts of single assets lie in the manifest beside the shard.
CREATE TABLE submission (
  lease_id TEXT PRIMARY KEY,
  batch_number INTEGER NOT NULL CHECK (batch_number >= 0),
  node_id TEXT NOT NULL REFERENCES node (id),
  generator TEXT NOT NULL,
  grid INTEGER NOT NULL CHECK (grid > 0),
  asset_count INTEGER NOT NULL CHECK (asset_count > 0),
  shard_sha256 TEXT NOT NULL CHECK (length(shard_sha256) = 64),
  shard_bytes INTEGER NOT NULL CHECK (shard_bytes > 0),
  manifest_sha256 TEXT NOT NULL CHECK (length(manifest_sha256) = 64),
  manifest_bytes INTEGER NOT NULL CHECK (manifest_bytes > 0),
  root TEXT NOT NULL CHECK (length(root) = 64),
  committed_at_ms INTEGER NOT NULL,
  -- When its queue message was last sent again; 0 where it never was.
  resent_at_ms INTEGER NOT NULL DEFAULT 0,
  status TEXT NOT NULL CHECK (status IN ('committed', 'accepted', 'registered', 'minted', 'rejected')),
  challenge TEXT CHECK (length(challenge) = 64),
  decided_at_ms INTEGER,
  rule TEXT,
  rule_index INTEGER,
  reexecuted INTEGER NOT NULL DEFAULT 0 CHECK (reexecuted BETWEEN 0 AND asset_count),
  duplicates INTEGER NOT NULL DEFAULT 0 CHECK (duplicates BETWEEN 0 AND asset_count),
  first_log_index INTEGER CHECK (first_log_index >= 0),
  minted INTEGER NOT NULL DEFAULT 0 CHECK (minted BETWEEN 0 AND asset_count),
  mint_transactions INTEGER NOT NULL DEFAULT 0 CHECK (mint_transactions >= 0),
  CHECK ((status = 'rejected') = (rule IS NOT NULL)),
  CHECK ((status = 'committed') = (decided_at_ms IS NULL))
) STRICT;
CREATE INDEX submission_by_status ON submission (status, resent_at_ms, committed_at_ms);
CREATE INDEX submission_by_node ON submission (node_id, committed_at_ms);
-- A batch is accepted once, whoever else was given it before.
CREATE UNIQUE INDEX submission_accepted_once ON submission (batch_number)
  WHERE status IN ('accepted', 'registered', 'minted');
-- Finds the batch that holds a log index.
CREATE INDEX submission_by_log_index ON submission (first_log_index);

CREATE TABLE anchor (
  origin TEXT NOT NULL,
  size INTEGER NOT NULL CHECK (size > 0),
  root TEXT NOT NULL,
  signature TEXT NOT NULL,
  slot INTEGER NOT NULL,
  anchored_at_ms INTEGER NOT NULL,
  PRIMARY KEY (origin, size)
) STRICT;
