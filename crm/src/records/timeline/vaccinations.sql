SELECT v.given_on * 86400000 + ?5, v.id, FALSE,
  v.id, v.vaccine, p.name, v.due_on, m.name
FROM pets p
JOIN vaccinations v ON v.pet_id = p.id
LEFT JOIN staff m ON m.id = v.staff_id
WHERE p.owner_id = ?1 AND v.given_on IS NOT NULL AND (v.given_on * 86400000 + ?5, v.id) < (?2, ?3)
ORDER BY v.given_on DESC, v.id DESC
LIMIT ?4
