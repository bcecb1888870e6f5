SELECT id, external_id, CASE kind WHEN 'corporate' THEN company_name ELSE full_name END,
  kind, first_name, last_name, full_name, company_name, second_contact_name, second_contact_phone,
  email, phone, phone_e164, phone_secondary, phone_secondary_e164, whatsapp, whatsapp_e164,
  street_address, neighborhood, city, region, country, postal_code, location_notes,
  birth_on, gender, occupation, nationality,
  preferred_language, contact_preference, preferred_contact_time, reminder_preference,
  acquisition_source, acquisition_detail, referred_by,
  hand_tier, hand_tier_by, hand_tier_at, hand_tier_reason,
  facebook_url, instagram_handle, notes, internal_notes,
  is_active, created_at, updated_at, anonymised_at, blocked_at
FROM owners
WHERE id = ?1
