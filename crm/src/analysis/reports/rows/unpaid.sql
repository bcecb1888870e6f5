-- ?1 first day, ?2 last day: what was issued in the days and not yet paid on the last. As the revenue report sums it.
SELECT id, 0, issued_on, due_on, owner_id, total_cents FROM invoices
WHERE status = 'issued' AND issued_on BETWEEN ?1 AND ?2
UNION ALL
SELECT id, 0, issued_on, due_on, owner_id, total_cents FROM invoices
WHERE status IN ('paid', 'refunded') AND paid_on > ?2 AND issued_on BETWEEN ?1 AND ?2
UNION ALL
SELECT id, 1, ordered_on, NULL, owner_id, total_cents FROM orders
WHERE payment_status = 'pending' AND invoice_id IS NULL AND ordered_on BETWEEN ?1 AND ?2
UNION ALL
SELECT id, 1, ordered_on, NULL, owner_id, total_cents FROM orders
WHERE payment_status IN ('paid', 'refunded') AND invoice_id IS NULL AND paid_on > ?2 AND ordered_on BETWEEN ?1 AND ?2
