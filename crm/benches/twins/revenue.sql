-- ?1 first day, ?2 last day: income by what was sold, as one writes it in one statement, the parts of a sale not to the cent.
WITH sales AS (
  SELECT id, NULL AS order_id, total_cents - iif(status = 'refunded', total_cents, refunded_cents) AS net
  FROM invoices INDEXED BY invoices_by_paid_day
  WHERE status IN ('paid', 'refunded') AND paid_on BETWEEN ?1 AND ?2
  UNION ALL
  SELECT NULL, o.id, o.total_cents - iif(o.payment_status = 'refunded', o.total_cents, o.refunded_cents)
  FROM orders o INDEXED BY orders_by_paid_day
  WHERE o.payment_status IN ('paid', 'refunded') AND o.paid_on BETWEEN ?1 AND ?2
    AND NOT EXISTS (SELECT 1 FROM invoices b WHERE b.id = o.invoice_id AND b.status IN ('paid', 'refunded'))
)
SELECT coalesce(sum(s.net), 0), count(DISTINCT coalesce(s.id, -s.order_id)), l.product_id, l.service_id
FROM sales s
LEFT JOIN invoice_lines l ON l.invoice_id = s.id
LEFT JOIN order_items i ON i.order_id = s.order_id
GROUP BY coalesce(l.product_id, i.product_id), l.service_id
