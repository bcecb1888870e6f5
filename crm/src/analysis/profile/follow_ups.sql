SELECT i.id, CASE i.subject WHEN '' THEN substr(coalesce(i.notes, ''), 1, ?3) ELSE i.subject END, p.name,
  i.follow_up_on, i.follow_up_minute
FROM interactions i INDEXED BY interactions_owed
LEFT JOIN pets p ON p.id = i.pet_id
WHERE i.owner_id = ?1 AND i.follow_up_required = 1 AND i.follow_up_is_completed = 0 AND i.follow_up_on <= ?2
ORDER BY i.follow_up_on, i.follow_up_minute, i.id
LIMIT 10
