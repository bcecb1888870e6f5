SELECT i.id, i.owner_id, CASE o.kind WHEN 'corporate' THEN o.company_name ELSE o.full_name END, o.phone,
  p.name, p.species, p.breed, i.kind,
  CASE i.subject WHEN '' THEN substr(coalesce(i.notes, ''), 1, ?6) ELSE i.subject END,
  i.follow_up_on, i.follow_up_minute
FROM interactions i
CROSS JOIN owners o ON o.id = i.owner_id
LEFT JOIN pets p ON p.id = i.pet_id
WHERE i.follow_up_required = 1 AND i.follow_up_is_completed = 0
  AND (i.follow_up_on, coalesce(i.follow_up_minute, -1), i.id) > (?1, ?2, ?3) AND i.follow_up_on <= ?4
  AND i.owner_id NOT IN ({out_of_lists})
ORDER BY i.follow_up_on, coalesce(i.follow_up_minute, -1), i.id
LIMIT ?5
