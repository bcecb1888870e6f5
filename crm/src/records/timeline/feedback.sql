SELECT coalesce(received_at, received_on * 86400000 + ?5), id, received_at IS NOT NULL,
  id, service_type, rating, comments, sentiment, is_resolved
FROM feedback
WHERE owner_id = ?1 AND (coalesce(received_at, received_on * 86400000 + ?5), id) < (?2, ?3)
ORDER BY 1 DESC, id DESC
LIMIT ?4
