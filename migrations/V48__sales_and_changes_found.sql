-- How a sale's number ends: three letters of it are sought, the rest is compared in the index.
CREATE INDEX invoices_by_ending ON invoices (substr(number, -3), number, issued_on, status);
CREATE INDEX orders_by_ending ON orders (substr(number, -3), number, ordered_on, payment_status) WHERE number IS NOT NULL;

DROP INDEX invoices_by_day;
DROP INDEX invoices_by_status;
DROP INDEX orders_by_day;
DROP INDEX orders_by_status;
-- The list of sales, newest first, and its sums: with the owner, so that the newest of very many owners are found
-- without a look at the rows.
CREATE INDEX invoices_by_day ON invoices (issued_on, id, status, owner_id, total_cents, refunded_cents);
CREATE INDEX invoices_by_status ON invoices (status, issued_on, id, owner_id, total_cents, refunded_cents) WHERE status <> 'paid';
CREATE INDEX orders_by_day ON orders (ordered_on, id, payment_status, owner_id, total_cents, refunded_cents, invoice_id);
CREATE INDEX orders_by_status ON orders (payment_status, ordered_on, id, owner_id, total_cents, refunded_cents, invoice_id) WHERE payment_status <> 'paid';

DROP INDEX owner_figures_by_lifecycle;
-- Owners of one lifecycle by their last visit, with what else the list asks of figures.
CREATE INDEX owner_figures_by_lifecycle ON owner_figures (lifecycle, last_visit_on, owner_id, churn_risk, tier, total_spent_cents);

-- The history of an area, which is the first word of an action, and of a day.
CREATE INDEX changes_by_area ON changes (substr(action, 1, instr(action, '_') - 1), id, staff_id);
CREATE INDEX changes_by_moment ON changes (made_at);

-- How a phone ends is a fragment now: the search's indexes are made anew at the next opening.
DELETE FROM search_owners;
