-- A later one of the same vaccine stands for it: given after it, or (where it was never given) about its day.
SELECT v.id, v.vaccine, v.due_on, p.id, p.name, p.species, o.id,
  CASE o.kind WHEN 'corporate' THEN o.company_name ELSE o.full_name END, o.phone
FROM vaccinations v
JOIN pets p ON p.id = v.pet_id
JOIN owners o ON o.id = p.owner_id
WHERE p.status = 'active' AND v.due_on IS NOT NULL
  AND NOT EXISTS (
    SELECT 1 FROM vaccinations later
    WHERE later.pet_id = v.pet_id AND later.vaccine = v.vaccine AND later.id <> v.id
      AND (later.given_on > coalesce(v.given_on, v.due_on - 90) OR later.due_on > v.due_on)
  )
  AND NOT EXISTS (
    SELECT 1 FROM appointments a WHERE a.pet_id = p.id AND a.status = 'scheduled' AND a.starts_on >= ?1
  )
