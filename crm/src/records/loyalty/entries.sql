SELECT e.id, e.external_id, e.kind, e.points, e.description, e.invoice_id, e.order_id, coalesce(i.number, r.number),
  CASE WHEN e.reverses_id IS NULL THEN NULL ELSE (SELECT x.kind FROM loyalty_entries x WHERE x.id = e.reverses_id) END,
  e.shortfall, s.name, e.entered_on
FROM loyalty_entries e
LEFT JOIN invoices i ON i.id = e.invoice_id
LEFT JOIN orders r ON r.id = e.order_id
LEFT JOIN staff s ON s.id = e.staff_id
WHERE e.owner_id = ?1
ORDER BY e.entered_at, e.external_id
