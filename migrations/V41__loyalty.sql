-- What a purchase is worth in points: an entry on a purchase says what it settled, so that no purchase earns twice,
-- whatever is paid, refunded, undone and done again.
-- `invoice/…` or `order/…` with the purchase's permanent id: it outlives the row that an undo takes away.
ALTER TABLE loyalty_entries ADD COLUMN purchase TEXT;
-- The points that the purchase is worth from this entry on.
ALTER TABLE loyalty_entries ADD COLUMN due_points INTEGER;
-- The net spending that earned a point then.
ALTER TABLE loyalty_entries ADD COLUMN point_cents INTEGER;
-- Points that should have gone and were used already.
ALTER TABLE loyalty_entries ADD COLUMN shortfall INTEGER NOT NULL DEFAULT 0 CHECK (shortfall >= 0);
-- What a purchase has earned.
CREATE INDEX loyalty_entries_by_purchase ON loyalty_entries (purchase) WHERE purchase IS NOT NULL;
-- Entries of a purchase that goes, or that came with an import.
CREATE INDEX loyalty_entries_by_invoice ON loyalty_entries (invoice_id) WHERE invoice_id IS NOT NULL;
CREATE INDEX loyalty_entries_by_order ON loyalty_entries (order_id) WHERE order_id IS NOT NULL;
-- What takes an entry back.
CREATE INDEX loyalty_entries_by_reversed ON loyalty_entries (reverses_id) WHERE reverses_id IS NOT NULL;

-- The balance of each owner with entries, and what expires next: follows from the ledger, never typed in.
CREATE TABLE loyalty_balances (
  owner_id INTEGER PRIMARY KEY REFERENCES owners (id) ON DELETE CASCADE,
  points INTEGER NOT NULL,
  next_expiry_on INTEGER, -- null: nothing expires
  next_expiry_points INTEGER NOT NULL DEFAULT 0
) STRICT;
-- The balances, the largest first.
CREATE INDEX loyalty_balances_by_points ON loyalty_balances (points, owner_id);
-- Whose points expire, soonest first.
CREATE INDEX loyalty_balances_by_expiry ON loyalty_balances (next_expiry_on, owner_id, next_expiry_points) WHERE next_expiry_on IS NOT NULL;
-- No programme runs in a clinic of an older version: nothing expires.
INSERT INTO loyalty_balances (owner_id, points) SELECT owner_id, sum(points) FROM loyalty_entries GROUP BY owner_id;
