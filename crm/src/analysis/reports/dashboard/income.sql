-- ?1 first day, ?2 last day: what paid and refunded invoices brought by their day, and orders that no such invoice covers.
SELECT paid_on, sum(total_cents - iif(status = 'refunded', total_cents, min(refunded_cents, total_cents)))
FROM invoices INDEXED BY invoices_by_paid_day WHERE status IN ('paid', 'refunded') AND paid_on BETWEEN ?1 AND ?2 GROUP BY paid_on
UNION ALL
SELECT issued_on, sum(total_cents - iif(status = 'refunded', total_cents, min(refunded_cents, total_cents)))
FROM invoices INDEXED BY invoices_by_paid_day WHERE status IN ('paid', 'refunded') AND paid_on IS NULL AND issued_on BETWEEN ?1 AND ?2
GROUP BY issued_on
UNION ALL
SELECT o.paid_on, sum(o.total_cents - iif(o.payment_status = 'refunded', o.total_cents, min(o.refunded_cents, o.total_cents)))
FROM orders AS o INDEXED BY orders_by_paid_day
WHERE o.payment_status IN ('paid', 'refunded') AND o.paid_on BETWEEN ?1 AND ?2
  AND (o.invoice_id IS NULL OR NOT EXISTS (
    SELECT 1 FROM invoices AS b WHERE b.id = o.invoice_id AND b.status IN ('paid', 'refunded')))
GROUP BY o.paid_on
UNION ALL
SELECT o.ordered_on, sum(o.total_cents - iif(o.payment_status = 'refunded', o.total_cents, min(o.refunded_cents, o.total_cents)))
FROM orders AS o INDEXED BY orders_by_paid_day
WHERE o.payment_status IN ('paid', 'refunded') AND o.paid_on IS NULL AND o.ordered_on BETWEEN ?1 AND ?2
  AND (o.invoice_id IS NULL OR NOT EXISTS (
    SELECT 1 FROM invoices AS b WHERE b.id = o.invoice_id AND b.status IN ('paid', 'refunded')))
GROUP BY o.ordered_on
