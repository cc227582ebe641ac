-- How far the transactions that name an order's reference were read: up to this one, all were judged
-- for good. Without it, whoever names the reference in many transactions could hide a payment.
CREATE TABLE payment_scan (
  order_id TEXT PRIMARY KEY REFERENCES license_order (id),
  signature TEXT NOT NULL
) STRICT, WITHOUT ROWID;
