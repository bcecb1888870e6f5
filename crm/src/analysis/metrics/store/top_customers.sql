-- ?1 and ?2 the first and last day, ?3 how many. Purchases as everywhere: paid, and an order only where no
-- paid or refunded invoice covers it. Deactivated, blocked and anonymised owners are left out.
WITH purchases AS (
  SELECT owner_id, total_cents - refunded_cents AS net
  FROM invoices INDEXED BY invoices_by_paid_day
  WHERE status = 'paid' AND total_cents > refunded_cents AND paid_on BETWEEN ?1 AND ?2 AND owner_id IS NOT NULL
  UNION ALL
  SELECT owner_id, total_cents - refunded_cents
  FROM invoices INDEXED BY invoices_by_paid_day
  WHERE status = 'paid' AND total_cents > refunded_cents AND paid_on IS NULL AND issued_on BETWEEN ?1 AND ?2
    AND owner_id IS NOT NULL
  UNION ALL
  SELECT o.owner_id, o.total_cents - o.refunded_cents
  FROM orders o INDEXED BY orders_by_paid_day
  WHERE o.payment_status = 'paid' AND o.total_cents > o.refunded_cents AND o.paid_on BETWEEN ?1 AND ?2
    AND NOT EXISTS (SELECT 1 FROM invoices b WHERE b.id = o.invoice_id AND b.status IN ('paid', 'refunded'))
  UNION ALL
  SELECT o.owner_id, o.total_cents - o.refunded_cents
  FROM orders o INDEXED BY orders_by_paid_day
  WHERE o.payment_status = 'paid' AND o.total_cents > o.refunded_cents AND o.paid_on IS NULL
    AND o.ordered_on BETWEEN ?1 AND ?2
    AND NOT EXISTS (SELECT 1 FROM invoices b WHERE b.id = o.invoice_id AND b.status IN ('paid', 'refunded'))
)
SELECT p.owner_id, sum(p.net) AS spent
FROM purchases p
JOIN owners w ON w.id = p.owner_id AND w.is_active = 1 AND w.blocked_at IS NULL AND w.anonymised_at IS NULL
GROUP BY p.owner_id
ORDER BY spent DESC, p.owner_id
LIMIT ?3
