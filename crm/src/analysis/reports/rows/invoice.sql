-- ?1 an invoice: its number, whose, how it was paid, and what it bills: its lines, else its order's items, else the
-- service of its appointment.
SELECT i.number, i.owner_id, CASE o.kind WHEN 'corporate' THEN o.company_name ELSE o.full_name END, i.payment_method,
  coalesce(
    (SELECT group_concat(coalesce(s.name, p.name, l.description), ', ')
     FROM invoice_lines l LEFT JOIN services s ON s.id = l.service_id LEFT JOIN products p ON p.id = l.product_id
     WHERE l.invoice_id = i.id),
    (SELECT group_concat(coalesce(p.name, t.description), ', ')
     FROM orders d JOIN order_items t ON t.order_id = d.id LEFT JOIN products p ON p.id = t.product_id
     WHERE d.invoice_id = i.id),
    (SELECT s.name FROM appointments a JOIN services s ON s.id = a.service_id WHERE a.id = i.appointment_id)
  )
FROM invoices i
LEFT JOIN owners o ON o.id = i.owner_id
WHERE i.id = ?1
