SELECT
  (SELECT count(*) FROM pets WHERE owner_id = ?1),
  (SELECT count(*) FROM appointments WHERE owner_id = ?1),
  (SELECT count(*) FROM invoices WHERE owner_id = ?1)
    + (SELECT count(*) FROM orders o WHERE o.owner_id = ?1
       AND NOT EXISTS (SELECT 1 FROM invoices i WHERE i.id = o.invoice_id AND i.status IN ('paid', 'refunded'))),
  (SELECT count(*) FROM interactions WHERE owner_id = ?1),
  (SELECT count(*) FROM messages WHERE owner_id = ?1),
  (SELECT count(*) FROM pets p JOIN vaccinations v ON v.pet_id = p.id WHERE p.owner_id = ?1 AND v.given_on IS NOT NULL),
  (SELECT count(*) FROM feedback WHERE owner_id = ?1),
  (SELECT count(*) FROM owners WHERE referred_by = ?1),
  (SELECT coalesce(sum(points), 0) FROM loyalty_entries WHERE owner_id = ?1)
