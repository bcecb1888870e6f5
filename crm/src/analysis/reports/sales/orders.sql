-- ?1 first day, ?2 last day. Paid and refunded orders that no paid or refunded invoice covers, a row for each item. In the
-- order of their ids, in which their items lie: by days each would be looked up in another place.
WITH o AS MATERIALIZED (
  SELECT id, paid_on AS day, owner_id, total_cents, iif(payment_status = 'refunded', total_cents, refunded_cents) AS refunded_cents,
    payment_method, invoice_id
  FROM orders INDEXED BY orders_by_paid_day
  WHERE payment_status IN ('paid', 'refunded') AND paid_on BETWEEN ?1 AND ?2
  UNION ALL
  SELECT id, ordered_on, owner_id, total_cents, iif(payment_status = 'refunded', total_cents, refunded_cents),
    payment_method, invoice_id
  FROM orders INDEXED BY orders_by_paid_day
  WHERE payment_status IN ('paid', 'refunded') AND paid_on IS NULL AND ordered_on BETWEEN ?1 AND ?2
  ORDER BY 1
)
SELECT o.id, o.day, o.owner_id, o.total_cents, o.refunded_cents, o.payment_method,
  i.product_id, coalesce(i.quantity_milli, 1000), coalesce(i.line_total_cents, 0)
FROM o
LEFT JOIN order_items AS i ON i.order_id = o.id
WHERE o.invoice_id IS NULL OR NOT EXISTS (
  SELECT 1 FROM invoices AS b WHERE b.id = o.invoice_id AND b.status IN ('paid', 'refunded'))
