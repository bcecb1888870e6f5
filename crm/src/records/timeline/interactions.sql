SELECT i.happened_at, i.id, TRUE,
  i.id, i.kind, i.channel, i.direction, i.subject, i.notes, i.outcome, i.duration_minutes, i.sentiment, m.name, p.name,
  CASE WHEN i.follow_up_required AND NOT i.follow_up_is_completed THEN i.follow_up_on END
FROM interactions i
LEFT JOIN staff m ON m.id = i.handled_by
LEFT JOIN pets p ON p.id = i.pet_id
WHERE i.owner_id = ?1 AND (i.happened_at, i.id) < (?2, ?3)
ORDER BY i.happened_at DESC, i.id DESC
LIMIT ?4
