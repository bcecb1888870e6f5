-- Owners: the customers, people and companies. Never hard-deleted; `is_active` 0 is deactivated.
CREATE TABLE owners (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL DEFAULT 'individual' CHECK (kind IN ('individual', 'corporate')),
  first_name TEXT NOT NULL DEFAULT '',
  last_name TEXT NOT NULL DEFAULT '',
  full_name TEXT NOT NULL CHECK (trim(full_name) <> ''), -- the person's name, or the company's contact
  company_name TEXT CHECK (kind = 'individual' OR (company_name IS NOT NULL AND trim(company_name) <> '')),
  second_contact_name TEXT,
  second_contact_phone TEXT,
  email TEXT,
  phone TEXT, -- as typed
  phone_e164 TEXT, -- +529981234567; null where what was typed is no phone number
  phone_secondary TEXT,
  phone_secondary_e164 TEXT,
  whatsapp TEXT,
  whatsapp_e164 TEXT,
  street_address TEXT,
  neighborhood TEXT,
  city TEXT,
  region TEXT,
  country TEXT,
  postal_code TEXT,
  location_notes TEXT,
  birth_on INTEGER,
  gender TEXT,
  occupation TEXT,
  nationality TEXT,
  preferred_language TEXT NOT NULL DEFAULT 'es',
  contact_preference TEXT NOT NULL DEFAULT 'whatsapp' CHECK (contact_preference IN ('email', 'sms', 'whatsapp', 'phone')),
  preferred_contact_time TEXT CHECK (preferred_contact_time IN ('morning', 'afternoon', 'evening')),
  reminder_preference TEXT NOT NULL DEFAULT '24h' CHECK (reminder_preference IN ('none', '2h', '24h', '48h', '1w')),
  acquisition_source TEXT CHECK (acquisition_source IN ('referral', 'google', 'facebook', 'instagram', 'walk_in', 'event', 'other')),
  acquisition_detail TEXT,
  referred_by INTEGER REFERENCES owners (id) ON DELETE SET NULL CHECK (referred_by <> id),
  hand_tier TEXT CHECK (hand_tier IN ('new', 'regular', 'vip', 'professional')), -- set by a person: overrules the rule
  hand_tier_by INTEGER REFERENCES staff (id) ON DELETE SET NULL,
  hand_tier_at INTEGER,
  hand_tier_reason TEXT,
  imported_loyalty_tier TEXT, -- as the source system said; the ledger decides what counts here
  facebook_url TEXT,
  instagram_handle TEXT,
  notes TEXT, -- printable
  internal_notes TEXT,
  is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  anonymised_at INTEGER,
  blocked_at INTEGER,
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json)), -- columns of an import that have no field here
  -- The name on the screen (a company's own) as lists are sorted: lower case, accents off, ñ after n.
  sort_name TEXT NOT NULL GENERATED ALWAYS AS (lower(
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
      CASE kind WHEN 'corporate' THEN company_name ELSE full_name END
      , 'á', 'a') , 'à', 'a') , 'â', 'a') , 'Á', 'a')
      , 'é', 'e') , 'è', 'e') , 'ê', 'e') , 'ë', 'e') , 'É', 'e')
      , 'í', 'i') , 'ï', 'i') , 'Í', 'i')
      , 'ó', 'o') , 'ô', 'o') , 'ö', 'o') , 'Ó', 'o')
      , 'ú', 'u') , 'ü', 'u') , 'Ú', 'u')
      , 'ç', 'c')
      , 'ñ', 'n~') , 'Ñ', 'n~')
  )) STORED
) STRICT;
-- Who an owner brought (referral counts, the referral tree).
CREATE INDEX owners_by_referrer ON owners (referred_by) WHERE referred_by IS NOT NULL;
-- The owners' list in its default order, and by when they came to the clinic.
CREATE INDEX owners_by_name ON owners (sort_name, id);
CREATE INDEX owners_by_creation ON owners (created_at, id);
-- The cities and sources that the filters offer, counted without the wide rows.
CREATE INDEX owners_by_city ON owners (city, is_active, acquisition_source);
-- Whose birthday it is.
CREATE INDEX owners_by_birthday ON owners (strftime('%m%d', birth_on * 86400, 'unixepoch')) WHERE birth_on IS NOT NULL;
-- The few who stay out of every list that leads to a contact.
CREATE INDEX owners_out_of_lists ON owners (id, is_active, blocked_at, anonymised_at) WHERE is_active = 0 OR blocked_at IS NOT NULL OR anonymised_at IS NOT NULL;

-- Consents: append-only; the newest entry for a channel and purpose speaks. A null channel means every
-- channel, a null purpose every purpose.
CREATE TABLE consents (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  owner_id INTEGER NOT NULL REFERENCES owners (id) ON DELETE CASCADE,
  purpose TEXT CHECK (purpose IN ('marketing', 'newsletters', 'promotions', 'appointment_reminders', 'vaccination_reminders', 'birthday_messages')),
  channel TEXT CHECK (channel IN ('email', 'sms', 'whatsapp', 'phone')),
  is_given INTEGER NOT NULL CHECK (is_given IN (0, 1)), -- 0 is withdrawn
  given_at INTEGER NOT NULL,
  source TEXT NOT NULL DEFAULT 'in_person',
  wording_version TEXT,
  staff_id INTEGER REFERENCES staff (id) ON DELETE SET NULL,
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json)),
  CHECK (purpose IS NOT NULL OR channel IS NOT NULL)
) STRICT;
-- The state of one owner, newest last.
CREATE INDEX consents_by_owner ON consents (owner_id, given_at);
