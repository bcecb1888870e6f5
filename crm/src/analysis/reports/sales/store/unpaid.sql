-- ?1 first day, ?2 the day that the figures hold for: what was issued in the period and not wholly paid that day, with
-- what was paid of it by then. What was paid later still stood out; an order that is billed stands as its invoice, and one
-- whose payment failed is not waited for.
SELECT i.id, 0, i.issued_on, i.due_on, i.owner_id, i.total_cents,
  (SELECT sum(p.amount_cents) FROM payments p WHERE p.invoice_id = i.id AND p.paid_on <= ?2)
FROM invoices i INDEXED BY invoices_outstanding
WHERE i.status = 'issued' AND i.issued_on BETWEEN ?1 AND ?2
UNION ALL
SELECT i.id, 0, i.issued_on, i.due_on, i.owner_id, i.total_cents,
  (SELECT sum(p.amount_cents) FROM payments p WHERE p.invoice_id = i.id AND p.paid_on <= ?2)
FROM invoices i INDEXED BY invoices_by_paid_day
WHERE i.status IN ('paid', 'refunded') AND i.paid_on > ?2 AND i.issued_on BETWEEN ?1 AND ?2
UNION ALL
SELECT o.id, 1, o.ordered_on, NULL, o.owner_id, o.total_cents,
  (SELECT sum(p.amount_cents) FROM payments p WHERE p.order_id = o.id AND p.paid_on <= ?2)
FROM orders o INDEXED BY orders_outstanding
WHERE o.payment_status = 'pending' AND o.ordered_on BETWEEN ?1 AND ?2
  AND NOT EXISTS (SELECT 1 FROM invoices b WHERE b.id = o.invoice_id AND b.status NOT IN ('void', 'draft'))
UNION ALL
SELECT o.id, 1, o.ordered_on, NULL, o.owner_id, o.total_cents,
  (SELECT sum(p.amount_cents) FROM payments p WHERE p.order_id = o.id AND p.paid_on <= ?2)
FROM orders o INDEXED BY orders_by_paid_day
WHERE o.payment_status IN ('paid', 'refunded') AND o.paid_on > ?2 AND o.ordered_on BETWEEN ?1 AND ?2
  AND NOT EXISTS (SELECT 1 FROM invoices b WHERE b.id = o.invoice_id AND b.status NOT IN ('void', 'draft'))
