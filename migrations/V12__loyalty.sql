-- The points ledger: append-only; the balance is the sum of `points`. A mistake is reversed, never edited.
CREATE TABLE loyalty_entries (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  owner_id INTEGER NOT NULL REFERENCES owners (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('earn', 'redeem', 'expire', 'adjust', 'reverse', 'opening')),
  points INTEGER NOT NULL,
  description TEXT NOT NULL DEFAULT '',
  order_id INTEGER REFERENCES orders (id) ON DELETE SET NULL,
  invoice_id INTEGER REFERENCES invoices (id) ON DELETE SET NULL,
  reverses_id INTEGER REFERENCES loyalty_entries (id) ON DELETE SET NULL,
  staff_id INTEGER REFERENCES staff (id) ON DELETE SET NULL,
  entered_at INTEGER NOT NULL,
  entered_on INTEGER NOT NULL, -- the day of entered_at in the clinic's zone
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json))
) STRICT;
-- Balance and tier of an owner: covering.
CREATE INDEX loyalty_entries_by_owner ON loyalty_entries (owner_id, entered_on, points, kind);
