-- ?1 first day, ?2 last day: the days of visits and purchases, with whose they are.
SELECT owner_id, starts_on FROM appointments INDEXED BY appointments_by_day
WHERE starts_on BETWEEN ?1 AND ?2 AND status = 'completed'
UNION ALL
SELECT owner_id, paid_on FROM invoices INDEXED BY invoices_by_paid_day
WHERE paid_on BETWEEN ?1 AND ?2 AND status = 'paid' AND total_cents > refunded_cents AND owner_id IS NOT NULL
UNION ALL
SELECT owner_id, issued_on FROM invoices INDEXED BY invoices_by_paid_day
WHERE paid_on IS NULL AND status = 'paid' AND issued_on BETWEEN ?1 AND ?2 AND total_cents > refunded_cents
  AND owner_id IS NOT NULL
UNION ALL
SELECT o.owner_id, o.paid_on FROM orders o INDEXED BY orders_by_paid_day
WHERE o.paid_on BETWEEN ?1 AND ?2 AND o.payment_status = 'paid' AND o.total_cents > o.refunded_cents
  AND NOT EXISTS (SELECT 1 FROM invoices b WHERE b.id = o.invoice_id AND b.status IN ('paid', 'refunded'))
UNION ALL
SELECT o.owner_id, o.ordered_on FROM orders o INDEXED BY orders_by_paid_day
WHERE o.paid_on IS NULL AND o.payment_status = 'paid' AND o.ordered_on BETWEEN ?1 AND ?2
  AND o.total_cents > o.refunded_cents
  AND NOT EXISTS (SELECT 1 FROM invoices b WHERE b.id = o.invoice_id AND b.status IN ('paid', 'refunded'))
