-- The owner got in touch: the clinic's last unanswered message of the days before is answered.
UPDATE messages SET answered_at = ?2, answered_on = ?3, status = 'answered'
WHERE id = (
  SELECT id FROM messages
  WHERE owner_id = ?1 AND direction = 'outbound' AND sent_on BETWEEN ?4 AND ?3 AND sent_at <= ?2
    AND status NOT IN ('draft', 'queued', 'failed') AND answered_at IS NULL
  ORDER BY sent_at DESC, id DESC LIMIT 1
)
