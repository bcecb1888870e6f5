-- ?1 first day, ?2 last day: who came in the year before and who of them in these days, and the first day of everybody.
SELECT sum(was_here), sum(was_here AND came), sum(is_new) FROM (
  SELECT max(starts_on < ?1 AND starts_on >= ?1 - 365) AS was_here, max(starts_on BETWEEN ?1 AND ?2) AS came,
    min(starts_on) BETWEEN ?1 AND ?2 AS is_new
  FROM appointments
  WHERE status = 'completed' AND +starts_on <= ?2 GROUP BY owner_id
)
