-- ?1 first day of the 12 months before the period, ?2 and ?3 the period's first and last day. The plus keeps to the
-- owners' covering index: by days each row would be looked up in the table. Those out of lists count nowhere.
SELECT count(*) FILTER (WHERE before), count(*) FILTER (WHERE before AND returned)
FROM (
  SELECT max(starts_on < ?2) AS before, max(starts_on >= ?2) AS returned
  FROM appointments
  WHERE status = 'completed' AND +starts_on BETWEEN ?1 AND ?3
    AND owner_id NOT IN (SELECT id FROM owners INDEXED BY owners_out_of_lists
                         WHERE is_active = 0 OR blocked_at IS NOT NULL OR anonymised_at IS NOT NULL)
  GROUP BY owner_id
)
