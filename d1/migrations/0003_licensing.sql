-- Published versions of the dataset. A version that is being built has no root yet.
CREATE TABLE snapshot (
  version TEXT PRIMARY KEY,
  status TEXT NOT NULL CHECK (status IN ('building', 'published')),
  started_at_ms INTEGER NOT NULL,
  log_size INTEGER NOT NULL CHECK (log_size > 0),
  published_at_ms INTEGER,
  asset_count INTEGER CHECK (asset_count > 0),
  bytes INTEGER CHECK (bytes > 0),
  root TEXT CHECK (length(root) = 64),
  record_key TEXT,
  record_sha256 TEXT CHECK (length(record_sha256) = 64),
  CHECK ((status = 'published') = (published_at_ms IS NOT NULL AND asset_count IS NOT NULL AND
    bytes IS NOT NULL AND root IS NOT NULL AND record_key IS NOT NULL AND record_sha256 IS NOT NULL))
) STRICT;
-- One is built at a time.
CREATE UNIQUE INDEX snapshot_one_building ON snapshot (status) WHERE status = 'building';

-- Cells of a snapshot's cube, packed; a tag has a cube of its own, and '' is the cube of all assets.
CREATE TABLE cube_page (
  version TEXT NOT NULL REFERENCES snapshot (version),
  tag TEXT NOT NULL,
  page INTEGER NOT NULL CHECK (page >= 0),
  cells BLOB NOT NULL,
  PRIMARY KEY (version, tag, page)
) STRICT, WITHOUT ROWID;

-- A bounded sample of each snapshot to look at and to search in.
CREATE TABLE sample (
  id INTEGER PRIMARY KEY,
  version TEXT NOT NULL REFERENCES snapshot (version),
  log_index INTEGER NOT NULL CHECK (log_index >= 0),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  facets INTEGER NOT NULL,
  family TEXT NOT NULL,
  caption TEXT NOT NULL,
  tags TEXT NOT NULL,
  triangles INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  UNIQUE (version, log_index)
) STRICT;
CREATE INDEX sample_by_family ON sample (version, family);
CREATE VIRTUAL TABLE sample_text USING fts5 (caption, tags, content = 'sample', content_rowid = 'id');
CREATE TRIGGER sample_added AFTER INSERT ON sample BEGIN
  INSERT INTO sample_text (rowid, caption, tags) VALUES (new.id, new.caption, new.tags);
END;

-- An order is a quote that is locked: its price and its content do not change.
CREATE TABLE license_order (
  id TEXT PRIMARY KEY,
  request_key TEXT NOT NULL,
  wallet TEXT NOT NULL,
  version TEXT NOT NULL REFERENCES snapshot (version),
  filter TEXT NOT NULL,
  tier TEXT NOT NULL CHECK (tier IN ('research', 'commercial')),
  term_days INTEGER NOT NULL CHECK (term_days IN (30, 90, 365)),
  asset_count INTEGER NOT NULL CHECK (asset_count > 0),
  bytes INTEGER NOT NULL CHECK (bytes > 0),
  -- Atoms as decimal digits: they may be above 2^53.
  price_atoms TEXT NOT NULL CHECK (price_atoms <> '' AND price_atoms NOT GLOB '*[^0-9]*'),
  -- What unused time of an earlier license takes off the list price.
  discount_atoms TEXT NOT NULL DEFAULT '0' CHECK (discount_atoms <> '' AND discount_atoms NOT GLOB '*[^0-9]*'),
  price_version INTEGER NOT NULL,
  -- The license that this order goes on from.
  follows TEXT,
  kind TEXT NOT NULL CHECK (kind IN ('new', 'renewal', 'extension')),
  reference TEXT NOT NULL UNIQUE,
  created_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('open', 'licensed', 'expired')),
  checked_at_ms INTEGER NOT NULL DEFAULT 0,
  UNIQUE (wallet, request_key)
) STRICT;

-- What arrived in the vault under an order's reference: each transaction counts once over all orders.
CREATE TABLE payment (
  signature TEXT PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES license_order (id),
  wallet TEXT NOT NULL,
  payer TEXT NOT NULL,
  atoms TEXT NOT NULL CHECK (atoms <> '' AND atoms NOT GLOB '*[^0-9]*'),
  slot INTEGER NOT NULL,
  paid_at_ms INTEGER NOT NULL,
  seen_at_ms INTEGER NOT NULL,
  late INTEGER NOT NULL CHECK (late IN (0, 1)),
  -- Recorded here, then posted to the ledger; a sweep finishes what was cut off between the two.
  status TEXT NOT NULL CHECK (status IN ('pending', 'confirmed', 'reversed'))
) STRICT;
CREATE INDEX payment_by_order ON payment (order_id);
CREATE INDEX payment_by_time ON payment (paid_at_ms, signature);
CREATE INDEX payment_by_status ON payment (status);

CREATE TABLE license (
  id TEXT PRIMARY KEY,
  order_id TEXT NOT NULL UNIQUE REFERENCES license_order (id),
  wallet TEXT NOT NULL,
  version TEXT NOT NULL REFERENCES snapshot (version),
  filter TEXT NOT NULL,
  tier TEXT NOT NULL,
  term_days INTEGER NOT NULL,
  asset_count INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  price_atoms TEXT NOT NULL CHECK (price_atoms <> '' AND price_atoms NOT GLOB '*[^0-9]*'),
  issued_at_ms INTEGER NOT NULL,
  starts_at_ms INTEGER NOT NULL,
  ends_at_ms INTEGER NOT NULL,
  -- Its bit in the status list.
  status_index INTEGER NOT NULL UNIQUE,
  revoked_at_ms INTEGER,
  revoked_reason TEXT,
  jws TEXT NOT NULL,
  CHECK (ends_at_ms > starts_at_ms),
  CHECK ((revoked_at_ms IS NULL) = (revoked_reason IS NULL))
) STRICT;
CREATE INDEX license_by_wallet ON license (wallet, issued_at_ms);
CREATE INDEX license_revoked ON license (status_index) WHERE revoked_at_ms IS NOT NULL;
CREATE INDEX license_by_time ON license (issued_at_ms, id);

-- What was handed out for a license, summed by the minute: enough for its rate and for its record.
CREATE TABLE license_access (
  license_id TEXT NOT NULL REFERENCES license (id),
  minute INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('shards', 'recipe', 'manifest')),
  requests INTEGER NOT NULL CHECK (requests > 0),
  urls INTEGER NOT NULL CHECK (urls >= 0),
  assets INTEGER NOT NULL CHECK (assets >= 0),
  PRIMARY KEY (license_id, minute, kind)
) STRICT, WITHOUT ROWID;

-- Texts that wallets are asked to sign, each good once.
CREATE TABLE session_nonce (
  nonce TEXT PRIMARY KEY,
  wallet TEXT NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  used_at_ms INTEGER
) STRICT;
