SELECT number, owner_id,
  payment_status = 'paid' AND NOT EXISTS (
    SELECT 1 FROM invoices i WHERE i.id = orders.invoice_id AND i.status IN ('paid', 'refunded')
  ),
  total_cents - refunded_cents, total_cents, coalesce(paid_on, ordered_on),
  (SELECT max(p.paid_on) FROM payments p WHERE p.order_id = orders.id AND p.amount_cents < 0)
FROM orders
WHERE id = ?1
