SELECT o.birth_on, o.id, CASE o.kind WHEN 'corporate' THEN o.company_name ELSE o.full_name END,
  NULL, NULL, NULL, NULL
FROM owners o INDEXED BY owners_by_birthday
WHERE strftime('%m%d', o.birth_on * 86400, 'unixepoch') IN (SELECT value FROM json_each(?1))
  AND o.birth_on IS NOT NULL AND o.kind = 'individual'
  AND o.id NOT IN ({out_of_lists})
ORDER BY o.id
LIMIT ?2
