SELECT coalesce(sent_at, created_at), id, TRUE,
  id, channel, direction, purpose, subject, body, status, answered_at
FROM messages
WHERE owner_id = ?1 AND (coalesce(sent_at, created_at), id) < (?2, ?3)
ORDER BY coalesce(sent_at, created_at) DESC, id DESC
LIMIT ?4
