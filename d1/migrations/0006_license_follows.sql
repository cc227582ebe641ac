-- What an order became is looked up by the license that it went on from.
CREATE INDEX license_order_by_follows ON license_order (follows) WHERE follows IS NOT NULL;
