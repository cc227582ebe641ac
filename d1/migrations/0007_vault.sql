-- When the endpoints were last asked for an order's payments because somebody wished it.
CREATE TABLE payment_look (
  order_id TEXT PRIMARY KEY REFERENCES license_order (id),
  asked_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Endpoints list the newest first, so a list is read downwards over several runs: from `top`, which
-- becomes `read_to` when the reading arrives there; `before` is how far it has come.
CREATE TABLE vault_scan (
  account TEXT NOT NULL,
  endpoint TEXT NOT NULL,
  read_to TEXT,
  top TEXT,
  before TEXT,
  PRIMARY KEY (account, endpoint)
) STRICT, WITHOUT ROWID;

-- Transactions that name the vault's token account. An open one waits for its turn.
CREATE TABLE vault_transaction (
  signature TEXT PRIMARY KEY,
  slot INTEGER NOT NULL,
  turn_at_ms INTEGER NOT NULL,
  closed INTEGER NOT NULL CHECK (closed IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX vault_transaction_open ON vault_transaction (turn_at_ms, slot) WHERE closed = 0;

-- Orders whose quote is over and whose money was not looked after since it may be given back. Ten
-- minutes: CONFIRMATION_MS of domain/license/order-money.ts.
CREATE INDEX license_order_unsettled ON license_order (expires_at_ms)
  WHERE status <> 'licensed' AND checked_at_ms < expires_at_ms + 600000;
