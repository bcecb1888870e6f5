SELECT p.birth_on, o.id, CASE o.kind WHEN 'corporate' THEN o.company_name ELSE o.full_name END,
  p.id, p.name, p.species, p.breed
FROM pets p
CROSS JOIN owners o ON o.id = p.owner_id
WHERE strftime('%m%d', p.birth_on * 86400, 'unixepoch') = ?1
  AND p.birth_on IS NOT NULL AND p.is_birth_estimated = 0 AND p.status = 'active'
  AND o.is_active = 1 AND o.blocked_at IS NULL AND o.anonymised_at IS NULL
ORDER BY p.id
LIMIT ?2
