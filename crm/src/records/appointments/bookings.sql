SELECT a.id, a.owner_id, CASE o.kind WHEN 'corporate' THEN o.company_name ELSE o.full_name END, o.phone,
  a.pet_id, p.name, p.species, a.service_id, s.name, a.kind, a.starts_at, a.starts_on, a.duration_minutes, a.status,
  a.staff_id, m.name, a.reason, a.notes
FROM appointments a
CROSS JOIN owners o ON o.id = a.owner_id
LEFT JOIN pets p ON p.id = a.pet_id
LEFT JOIN services s ON s.id = a.service_id
LEFT JOIN staff m ON m.id = a.staff_id
