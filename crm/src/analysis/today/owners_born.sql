SELECT o.birth_on, o.id, CASE o.kind WHEN 'corporate' THEN o.company_name ELSE o.full_name END,
  NULL, NULL, NULL, NULL
FROM owners o INDEXED BY owners_by_birthday
WHERE strftime('%m%d', o.birth_on * 86400, 'unixepoch') = ?1
  AND o.birth_on IS NOT NULL AND o.kind = 'individual'
  AND o.is_active = 1 AND o.blocked_at IS NULL AND o.anonymised_at IS NULL
ORDER BY o.id
LIMIT ?2
