-- What was paid and given back, when and how: an invoice may be paid in parts. One that came paid from elsewhere has no
-- rows here, and is paid all the same.
CREATE TABLE payments (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  invoice_id INTEGER REFERENCES invoices (id) ON DELETE CASCADE,
  order_id INTEGER REFERENCES orders (id) ON DELETE CASCADE,
  paid_on INTEGER NOT NULL,
  amount_cents INTEGER NOT NULL CHECK (amount_cents <> 0), -- negative: given back
  method TEXT, -- open: cash, card, transfer, other
  reason TEXT, -- why it was given back
  staff_id INTEGER REFERENCES staff (id) ON DELETE SET NULL,
  created_at INTEGER NOT NULL,
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json)),
  CHECK ((invoice_id IS NULL) <> (order_id IS NULL))
) STRICT;
-- What was paid of an invoice, and of an order.
CREATE INDEX payments_by_invoice ON payments (invoice_id, amount_cents, paid_on) WHERE invoice_id IS NOT NULL;
CREATE INDEX payments_by_order ON payments (order_id, amount_cents, paid_on) WHERE order_id IS NOT NULL;

-- The list of sales, newest first, and its sums: all of them, those that are paid among them, and the few others by
-- what they are.
CREATE INDEX invoices_by_day ON invoices (issued_on, id, status, total_cents, refunded_cents);
CREATE INDEX invoices_by_status ON invoices (status, issued_on, id, total_cents, refunded_cents) WHERE status <> 'paid';
CREATE INDEX orders_by_day ON orders (ordered_on, id, payment_status, total_cents, refunded_cents, invoice_id);
CREATE INDEX orders_by_status ON orders (payment_status, ordered_on, id, total_cents, refunded_cents, invoice_id) WHERE payment_status <> 'paid';
-- A number stands once, and the next one is proposed.
CREATE INDEX invoices_by_number ON invoices (number);
CREATE INDEX orders_by_number ON orders (number) WHERE number IS NOT NULL;

-- What was said, newest first.
CREATE INDEX feedback_in_order ON feedback (received_on, id);
-- What was said of a service in a month.
CREATE INDEX feedback_by_day_and_service ON feedback (received_on, service_type, rating);

-- The follow-up that a low rating opened.
ALTER TABLE feedback ADD COLUMN interaction_id INTEGER REFERENCES interactions (id) ON DELETE SET NULL;
-- An interaction that goes.
CREATE INDEX feedback_by_interaction ON feedback (interaction_id) WHERE interaction_id IS NOT NULL;
