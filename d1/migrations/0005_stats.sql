-- Figures of a page of wallets are summed from their payments alone.
CREATE INDEX payment_by_wallet ON payment (wallet, paid_at_ms);
