-- ?1 owner, ?2 today. The goods of a purchase are the product lines of its invoice; where an invoice has none,
-- the items of the order that it bills.
WITH items AS (
  SELECT i.product_id, i.quantity_milli, i.line_total_cents, coalesce(o.paid_on, o.ordered_on) AS bought_on
  FROM orders o
  JOIN order_items i ON i.order_id = o.id
  LEFT JOIN invoices b ON b.id = o.invoice_id AND b.status IN ('paid', 'refunded')
  WHERE o.owner_id = ?1 AND o.payment_status = 'paid' AND o.total_cents > o.refunded_cents
    AND (b.id IS NULL OR (b.status = 'paid' AND b.total_cents > b.refunded_cents AND NOT EXISTS (
      SELECT 1 FROM invoice_lines l WHERE l.invoice_id = b.id AND l.product_id IS NOT NULL)))
  UNION ALL
  SELECT l.product_id, l.quantity_milli, l.line_total_cents, coalesce(v.paid_on, v.issued_on)
  FROM invoices v
  JOIN invoice_lines l ON l.invoice_id = v.id
  WHERE v.owner_id = ?1 AND v.status = 'paid' AND v.total_cents > v.refunded_cents AND l.product_id IS NOT NULL
)
SELECT p.id, p.name, p.category, items.quantity_milli, items.line_total_cents, items.bought_on
FROM items
JOIN products p ON p.id = items.product_id
WHERE items.bought_on <= ?2
ORDER BY items.bought_on, p.id
