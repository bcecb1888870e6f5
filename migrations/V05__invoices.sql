-- An invoice without an owner is a counter sale: in the reports, in nobody's figures.
CREATE TABLE invoices (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  number TEXT NOT NULL,
  owner_id INTEGER REFERENCES owners (id) ON DELETE SET NULL,
  appointment_id INTEGER REFERENCES appointments (id) ON DELETE SET NULL,
  issued_on INTEGER NOT NULL,
  due_on INTEGER,
  status TEXT NOT NULL DEFAULT 'issued' CHECK (status IN ('draft', 'issued', 'paid', 'void', 'refunded')),
  currency TEXT NOT NULL DEFAULT 'MXN',
  subtotal_cents INTEGER NOT NULL,
  discount_cents INTEGER NOT NULL DEFAULT 0,
  tax_cents INTEGER NOT NULL DEFAULT 0,
  total_cents INTEGER NOT NULL CHECK (total_cents >= 0),
  refunded_cents INTEGER NOT NULL DEFAULT 0 CHECK (refunded_cents >= 0),
  payment_method TEXT,
  paid_on INTEGER,
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json))
) STRICT;
-- Purchases of an owner: covering, as for the appointments.
CREATE INDEX invoices_by_owner ON invoices (owner_id, status, paid_on, issued_on, total_cents, refunded_cents);
-- Income of a period.
CREATE INDEX invoices_by_paid_day ON invoices (paid_on, status, total_cents, refunded_cents, owner_id);

CREATE TABLE invoice_lines (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  invoice_id INTEGER NOT NULL REFERENCES invoices (id) ON DELETE CASCADE,
  description TEXT NOT NULL,
  product_id INTEGER REFERENCES products (id) ON DELETE SET NULL,
  service_id INTEGER REFERENCES services (id) ON DELETE SET NULL,
  quantity_milli INTEGER NOT NULL, -- thousandths of a unit
  unit_price_cents INTEGER NOT NULL,
  line_total_cents INTEGER NOT NULL,
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json))
) STRICT;
-- What an invoice bills.
CREATE INDEX invoice_lines_by_invoice ON invoice_lines (invoice_id);
