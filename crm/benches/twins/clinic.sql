-- The clinic's own figures in the plainest statement; ?1 is today. One row, of which the sums matter.
WITH counted AS (
  SELECT f.*, CASE WHEN f.lifecycle <> 'closed' THEN ?1 - f.last_visit_on END AS days
  FROM owner_figures f
  JOIN owners o ON o.id = f.owner_id
  WHERE o.is_active = 1 AND o.blocked_at IS NULL AND o.anonymised_at IS NULL
), stages AS (
  SELECT lifecycle, count(*) AS n, sum(total_spent_cents) AS spent, sum(total_spent_cents >= 500000) AS high,
    sum(days > 90 AND next_appointment_on IS NULL) AS at_risk, sum(days > 365) AS lapsed,
    sum(first_visit_on >= ?1 - 30) AS new, sum(total_visits >= 12) AS often,
    sum(total_spent_cents * 3 / max(1, (?1 - first_visit_on) / 365.25)) AS estimate
  FROM counted GROUP BY lifecycle
), talks AS (
  SELECT happened_on, channel, handled_by, count(*) AS n
  FROM interactions WHERE happened_on BETWEEN ?1 - 29 AND ?1 GROUP BY happened_on, channel, handled_by
), answers AS (
  SELECT channel, count(*) AS n, count(*) FILTER (WHERE answered_on <= ?1) AS answered
  FROM messages
  WHERE direction = 'outbound' AND sent_on <= ?1 AND status NOT IN ('draft', 'queued', 'failed') GROUP BY channel
), came AS (
  SELECT max(starts_on < ?1 - 364) AS before, max(starts_on >= ?1 - 364) AS returned
  FROM appointments WHERE status = 'completed' AND +starts_on BETWEEN ?1 - 729 AND ?1 GROUP BY owner_id
)
SELECT (SELECT sum(n + spent + high + at_risk + lapsed + new + often + estimate) FROM stages)
  + (SELECT coalesce(sum(n), 0) FROM talks) + (SELECT coalesce(sum(n + answered), 0) FROM answers)
  + (SELECT count(*) FILTER (WHERE before) + count(*) FILTER (WHERE before AND returned) FROM came)
