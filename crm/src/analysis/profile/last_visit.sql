SELECT a.starts_on, s.name, p.name, m.name, a.reason
FROM appointments a
LEFT JOIN services s ON s.id = a.service_id
LEFT JOIN pets p ON p.id = a.pet_id
LEFT JOIN staff m ON m.id = a.staff_id
WHERE a.owner_id = ?1 AND a.status = 'completed' AND a.starts_on <= ?2
ORDER BY a.starts_on DESC, a.starts_at DESC
LIMIT 1
