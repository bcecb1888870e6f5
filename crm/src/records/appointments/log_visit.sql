INSERT INTO interactions (external_id, owner_id, pet_id, appointment_id, kind, channel, direction, subject, notes,
  happened_at, happened_on, handled_by, created_at)
SELECT ?1, ?2, ?3, ?4, 'visit', 'in_person', 'inbound', ?5, ?6, ?7, ?8, ?9, ?10
WHERE NOT EXISTS (SELECT 1 FROM interactions WHERE appointment_id = ?4 AND kind = 'visit')
