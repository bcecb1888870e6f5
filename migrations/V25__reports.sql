-- What the reports of a period read by day stands in the indexes, so that a year of a large clinic needs no row of a
-- table: the same indexes as before, with the columns of the sales and the appointments.
DROP INDEX invoices_by_paid_day;
-- Income of a period: the sales by their day, and what was paid later than the period's end.
CREATE INDEX invoices_by_paid_day ON invoices (paid_on, status, issued_on, owner_id, total_cents, refunded_cents, due_on, payment_method, appointment_id);
-- What is still to be paid, by the day it was issued.
CREATE INDEX invoices_outstanding ON invoices (issued_on, owner_id, total_cents, due_on) WHERE status = 'issued';
DROP INDEX invoice_lines_by_invoice;
-- What an invoice bills: with all that reports read of a line.
CREATE INDEX invoice_lines_by_invoice ON invoice_lines (invoice_id, product_id, service_id, quantity_milli, line_total_cents);
DROP INDEX orders_by_paid_day;
-- Income of a period: as for the invoices.
CREATE INDEX orders_by_paid_day ON orders (paid_on, payment_status, ordered_on, owner_id, total_cents, refunded_cents, payment_method, invoice_id);
-- What is still to be paid, by the day it was ordered.
CREATE INDEX orders_outstanding ON orders (ordered_on, owner_id, total_cents, invoice_id) WHERE payment_status = 'pending';
DROP INDEX order_items_by_order;
-- What was ordered: with all that reports read of an item.
CREATE INDEX order_items_by_order ON order_items (order_id, product_id, quantity_milli, line_total_cents);
DROP INDEX appointments_by_day;
-- The agenda of a day, and the report of a period.
CREATE INDEX appointments_by_day ON appointments (starts_on, starts_at, status, owner_id, staff_id, service_id, duration_minutes, kind);
