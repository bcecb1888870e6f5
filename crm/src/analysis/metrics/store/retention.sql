-- ?1 first day of the 12 months before the period, ?2 and ?3 the period's first and last day. The plus keeps to the
-- owners' covering index: by days each row would be looked up in the table.
SELECT count(*) FILTER (WHERE before), count(*) FILTER (WHERE before AND returned)
FROM (
  SELECT max(starts_on < ?2) AS before, max(starts_on >= ?2) AS returned
  FROM appointments
  WHERE status = 'completed' AND +starts_on BETWEEN ?1 AND ?3
  GROUP BY owner_id
)
