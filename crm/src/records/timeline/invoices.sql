SELECT coalesce(i.paid_on, i.issued_on) * 86400000 + ?5, i.id, FALSE,
  i.id, i.number, i.status, i.total_cents, i.refunded_cents, i.payment_method, s.name,
  (SELECT json_group_array(json_object('name', description, 'quantityMilli', quantity_milli))
   FROM invoice_lines WHERE invoice_id = i.id)
FROM invoices i
LEFT JOIN appointments a ON a.id = i.appointment_id
LEFT JOIN services s ON s.id = a.service_id
WHERE i.owner_id = ?1 AND (coalesce(i.paid_on, i.issued_on) * 86400000 + ?5, i.id) < (?2, ?3)
ORDER BY coalesce(i.paid_on, i.issued_on) DESC, i.id DESC
LIMIT ?4
