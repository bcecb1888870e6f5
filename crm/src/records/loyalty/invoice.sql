SELECT number, owner_id, status = 'paid', total_cents - refunded_cents, total_cents, coalesce(paid_on, issued_on),
  (SELECT max(p.paid_on) FROM payments p WHERE p.invoice_id = invoices.id AND p.amount_cents < 0)
FROM invoices
WHERE id = ?1
