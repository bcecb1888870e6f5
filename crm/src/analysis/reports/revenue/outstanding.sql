-- ?1 first day, ?2 the day that the figures hold for. What was issued in the period and not yet paid that day, with the
-- day it falls due. What was paid later still stood out.
SELECT owner_id, total_cents, due_on FROM invoices
WHERE status = 'issued' AND issued_on BETWEEN ?1 AND ?2
UNION ALL
SELECT owner_id, total_cents, due_on FROM invoices
WHERE status IN ('paid', 'refunded') AND paid_on > ?2 AND issued_on BETWEEN ?1 AND ?2
UNION ALL
SELECT owner_id, total_cents, NULL FROM orders
WHERE payment_status = 'pending' AND invoice_id IS NULL AND ordered_on BETWEEN ?1 AND ?2
UNION ALL
SELECT owner_id, total_cents, NULL FROM orders
WHERE payment_status IN ('paid', 'refunded') AND invoice_id IS NULL AND paid_on > ?2 AND ordered_on BETWEEN ?1 AND ?2
