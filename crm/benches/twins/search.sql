CREATE VIRTUAL TABLE beside.owners_text USING fts5 (text, tokenize = 'trigram remove_diacritics 1');
INSERT INTO beside.owners_text (rowid, text)
SELECT
  o.id,
  concat_ws(
    ' ', o.full_name, o.company_name, o.second_contact_name, substr(o.phone_e164, 2), substr(o.phone_secondary_e164, 2),
    substr(o.whatsapp_e164, 2), o.email,
    (SELECT group_concat(concat_ws(' ', p.name, p.microchip), ' ') FROM pets p WHERE p.owner_id = o.id)
  )
FROM owners o;
INSERT INTO beside.owners_text (owners_text) VALUES ('optimize');
