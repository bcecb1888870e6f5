SELECT
  id,
  is_active AND blocked_at IS NULL AND anonymised_at IS NULL,
  full_name,
  company_name,
  second_contact_name,
  email,
  phone,
  phone_e164,
  phone_secondary,
  phone_secondary_e164,
  whatsapp,
  whatsapp_e164,
  second_contact_phone
FROM owners
