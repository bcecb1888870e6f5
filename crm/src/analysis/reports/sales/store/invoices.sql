-- ?1 first day, ?2 last day. Paid and refunded invoices by their day.
SELECT id, paid_on, owner_id, total_cents, iif(status = 'refunded', total_cents, refunded_cents), payment_method, appointment_id
FROM invoices INDEXED BY invoices_by_paid_day
WHERE status IN ('paid', 'refunded') AND paid_on BETWEEN ?1 AND ?2
UNION ALL
SELECT id, issued_on, owner_id, total_cents, iif(status = 'refunded', total_cents, refunded_cents), payment_method,
  appointment_id
FROM invoices INDEXED BY invoices_by_paid_day
WHERE status IN ('paid', 'refunded') AND paid_on IS NULL AND issued_on BETWEEN ?1 AND ?2
