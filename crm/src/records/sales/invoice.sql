SELECT i.external_id, i.status, i.number, i.owner_id, CASE o.kind WHEN 'corporate' THEN o.company_name ELSE o.full_name END,
  i.appointment_id, i.issued_on, i.due_on, NULL, NULL, i.currency, i.subtotal_cents, i.discount_cents, 0, i.tax_cents,
  i.total_cents, i.refunded_cents, i.payment_method, i.paid_on,
  (SELECT coalesce(sum(e.points), 0) FROM loyalty_entries e
    WHERE e.purchase = 'invoice/' || i.external_id OR (e.invoice_id = i.id AND e.purchase IS NULL))
FROM invoices i
LEFT JOIN owners o ON o.id = i.owner_id
WHERE i.id = ?1
