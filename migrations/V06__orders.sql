CREATE TABLE products (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  sku TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL CHECK (trim(name) <> ''),
  brand TEXT,
  category TEXT,
  species TEXT,
  price_cents INTEGER,
  cost_cents INTEGER,
  is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
  launched_on INTEGER,
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json))
) STRICT;

CREATE TABLE orders (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  number TEXT,
  owner_id INTEGER REFERENCES owners (id) ON DELETE SET NULL,
  ordered_at INTEGER NOT NULL,
  ordered_on INTEGER NOT NULL, -- the day of ordered_at in the clinic's zone
  channel TEXT, -- open: store, web, whatsapp, phone
  delivery_status TEXT NOT NULL DEFAULT 'pending', -- open: pending, delivered, cancelled, returned
  payment_status TEXT NOT NULL DEFAULT 'pending' CHECK (payment_status IN ('pending', 'paid', 'refunded', 'cancelled', 'failed')),
  payment_method TEXT,
  currency TEXT NOT NULL DEFAULT 'MXN',
  subtotal_cents INTEGER NOT NULL,
  shipping_cents INTEGER NOT NULL DEFAULT 0,
  tax_cents INTEGER NOT NULL DEFAULT 0,
  total_cents INTEGER NOT NULL CHECK (total_cents >= 0),
  refunded_cents INTEGER NOT NULL DEFAULT 0 CHECK (refunded_cents >= 0),
  paid_on INTEGER,
  invoice_id INTEGER REFERENCES invoices (id) ON DELETE SET NULL, -- when billed: the invoice is then the purchase
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json))
) STRICT;
-- Purchases of an owner: covering, as for the invoices.
CREATE INDEX orders_by_owner ON orders (owner_id, payment_status, paid_on, ordered_on, total_cents, refunded_cents, invoice_id);
-- Income of a period.
CREATE INDEX orders_by_paid_day ON orders (paid_on, payment_status, total_cents, refunded_cents, owner_id);
-- When an invoice changes, the order that it bills.
CREATE INDEX orders_by_invoice ON orders (invoice_id, owner_id) WHERE invoice_id IS NOT NULL;

CREATE TABLE order_items (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  order_id INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  product_id INTEGER REFERENCES products (id) ON DELETE SET NULL,
  description TEXT,
  quantity_milli INTEGER NOT NULL, -- thousandths of a unit
  unit_price_cents INTEGER NOT NULL,
  line_total_cents INTEGER NOT NULL,
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json))
) STRICT;
-- What was ordered.
CREATE INDEX order_items_by_order ON order_items (order_id);
