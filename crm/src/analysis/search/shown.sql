SELECT
  o.id,
  o.kind,
  o.is_active,
  o.full_name,
  o.company_name,
  o.second_contact_name,
  o.email,
  o.phone,
  o.phone_e164,
  o.phone_secondary,
  o.phone_secondary_e164,
  o.whatsapp,
  o.whatsapp_e164,
  o.second_contact_phone,
  f.tier
FROM owners o
LEFT JOIN owner_figures f ON f.owner_id = o.id
WHERE o.id = ?1
