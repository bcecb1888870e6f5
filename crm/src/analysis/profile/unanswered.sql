-- The newest message that came in, unless the clinic has written, called or replied since.
SELECT m.id, m.channel, substr(m.said, 1, ?2), m.came_at
FROM (
  SELECT id, channel, coalesce(body, subject, '') AS said, coalesce(sent_at, created_at) AS came_at, answered_at
  FROM messages
  WHERE owner_id = ?1 AND direction = 'inbound'
  ORDER BY came_at DESC, id DESC
  LIMIT 1
) m
WHERE m.answered_at IS NULL
  AND NOT EXISTS (
    SELECT 1 FROM messages o WHERE o.owner_id = ?1 AND o.direction = 'outbound' AND o.sent_at >= m.came_at
  )
  AND NOT EXISTS (
    SELECT 1 FROM interactions i WHERE i.owner_id = ?1 AND i.direction = 'outbound' AND i.happened_at >= m.came_at
  )
