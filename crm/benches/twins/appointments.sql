-- ?1 first day, ?2 last day: appointments by how they ended, kind, staff, service, weekday and hour (of UTC).
SELECT count(*), count(DISTINCT owner_id), status, kind, staff_id, service_id, (starts_on + 3) % 7, starts_at / 3600000 % 24
FROM appointments
WHERE starts_on BETWEEN ?1 AND ?2
GROUP BY status, kind, staff_id, service_id, (starts_on + 3) % 7, starts_at / 3600000 % 24
