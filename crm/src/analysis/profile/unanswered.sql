-- The newest message that came in, unless the clinic has written, called or replied since.
SELECT m.id, m.channel, substr(coalesce(m.body, m.subject, ''), 1, ?2), coalesce(m.sent_at, m.created_at) AS came_at
FROM messages m
WHERE m.owner_id = ?1 AND m.direction = 'inbound' AND m.answered_at IS NULL
  AND NOT EXISTS (
    SELECT 1 FROM messages o
    WHERE o.owner_id = ?1 AND o.direction = 'outbound' AND o.sent_at >= coalesce(m.sent_at, m.created_at)
  )
  AND NOT EXISTS (
    SELECT 1 FROM interactions i
    WHERE i.owner_id = ?1 AND i.direction = 'outbound' AND i.happened_at >= coalesce(m.sent_at, m.created_at)
  )
ORDER BY came_at DESC, m.id DESC
LIMIT 1
