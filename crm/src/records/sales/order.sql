SELECT r.external_id, r.payment_status, r.number, r.owner_id,
  CASE o.kind WHEN 'corporate' THEN o.company_name ELSE o.full_name END,
  NULL, r.ordered_on, NULL, r.channel, r.delivery_status, r.currency, r.subtotal_cents, 0, r.shipping_cents, r.tax_cents,
  r.total_cents, r.refunded_cents, r.payment_method, r.paid_on,
  (SELECT coalesce(sum(e.points), 0) FROM loyalty_entries e
    WHERE e.purchase = 'order/' || r.external_id OR (e.order_id = r.id AND e.purchase IS NULL))
FROM orders r
LEFT JOIN owners o ON o.id = r.owner_id
WHERE r.id = ?1
