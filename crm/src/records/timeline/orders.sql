-- An order that a paid or refunded invoice covers is shown as that invoice.
SELECT coalesce(o.paid_on, o.ordered_on) * 86400000 + ?5, o.id, FALSE,
  o.id, o.number, o.payment_status, o.total_cents, o.refunded_cents, o.payment_method,
  (SELECT json_group_array(json_object('name', coalesce(it.description, p.name, ''), 'quantityMilli', it.quantity_milli))
   FROM order_items it LEFT JOIN products p ON p.id = it.product_id WHERE it.order_id = o.id)
FROM orders o
WHERE o.owner_id = ?1 AND (coalesce(o.paid_on, o.ordered_on) * 86400000 + ?5, o.id) < (?2, ?3)
  AND NOT EXISTS (SELECT 1 FROM invoices i WHERE i.id = o.invoice_id AND i.status IN ('paid', 'refunded'))
ORDER BY coalesce(o.paid_on, o.ordered_on) DESC, o.id DESC
LIMIT ?4
