SELECT a.starts_at, a.id, TRUE,
  a.id, s.name, a.kind, a.status, p.name, m.name, a.reason, a.notes
FROM appointments a
LEFT JOIN services s ON s.id = a.service_id
LEFT JOIN pets p ON p.id = a.pet_id
LEFT JOIN staff m ON m.id = a.staff_id
WHERE a.owner_id = ?1 AND (a.starts_at, a.id) < (?2, ?3)
ORDER BY a.starts_at DESC, a.id DESC
LIMIT ?4
