-- ?1 first day, ?2 last day. Paid and refunded invoices by their day, a row for each line. An invoice without lines
-- bills the items of its order, or else the service of its appointment.
SELECT i.id, i.day, i.owner_id, i.total_cents, i.refunded_cents, i.payment_method,
  coalesce(l.service_id, iif(l.id IS NULL AND oi.id IS NULL, a.service_id, NULL)),
  coalesce(l.product_id, oi.product_id),
  coalesce(l.quantity_milli, oi.quantity_milli, 1000),
  coalesce(l.line_total_cents, oi.line_total_cents, 0)
FROM (
  SELECT id, paid_on AS day, owner_id, total_cents, iif(status = 'refunded', total_cents, refunded_cents) AS refunded_cents,
    payment_method, appointment_id
  FROM invoices
  WHERE status IN ('paid', 'refunded') AND paid_on BETWEEN ?1 AND ?2
  UNION ALL
  SELECT id, issued_on, owner_id, total_cents, iif(status = 'refunded', total_cents, refunded_cents), payment_method,
    appointment_id
  FROM invoices
  WHERE status IN ('paid', 'refunded') AND paid_on IS NULL AND issued_on BETWEEN ?1 AND ?2
) AS i
LEFT JOIN appointments AS a ON a.id = i.appointment_id
LEFT JOIN invoice_lines AS l ON l.invoice_id = i.id
LEFT JOIN orders AS o ON o.invoice_id = i.id AND l.id IS NULL
LEFT JOIN order_items AS oi ON oi.order_id = o.id
