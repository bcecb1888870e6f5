-- ?1 an order: its number, whose, how it was paid, and what was ordered.
SELECT d.number, d.owner_id, CASE o.kind WHEN 'corporate' THEN o.company_name ELSE o.full_name END, d.payment_method,
  (SELECT group_concat(coalesce(p.name, t.description), ', ')
   FROM order_items t LEFT JOIN products p ON p.id = t.product_id WHERE t.order_id = d.id)
FROM orders d
LEFT JOIN owners o ON o.id = d.owner_id
WHERE d.id = ?1
