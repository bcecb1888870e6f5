-- The whole schema as it stands: the migrations one after the other. Do not run this; it is for reading,
-- and a test holds it equal to a migrated database (see README.md).

-- V01__office.sql
-- Settings: one row per changed setting; a setting without a row has its default from the code.
CREATE TABLE settings (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE CHECK (key <> ''),
  value_json TEXT NOT NULL CHECK (json_valid(value_json))
) STRICT;

-- Staff members. Names met in imported records become staff without a role: they cannot sign in.
CREATE TABLE staff (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL CHECK (trim(name) <> ''),
  name_folded TEXT NOT NULL UNIQUE, -- lower case without accents; an import matches by it
  role TEXT CHECK (role IN ('front_desk', 'veterinarian', 'manager', 'admin', 'assistant')),
  password_hash TEXT,
  language TEXT NOT NULL DEFAULT 'es',
  is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
  created_at INTEGER NOT NULL,
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json))
) STRICT;

-- V02__owners.sql
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

-- V03__pets.sql
CREATE TABLE pets (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  owner_id INTEGER NOT NULL REFERENCES owners (id) ON DELETE CASCADE,
  name TEXT NOT NULL CHECK (trim(name) <> ''),
  species TEXT NOT NULL DEFAULT 'other', -- open: dog, cat, bird, rabbit, reptile, rodent, fish, horse, other
  breed TEXT,
  sex TEXT CHECK (sex IN ('male', 'female')),
  is_neutered INTEGER CHECK (is_neutered IN (0, 1)), -- null: not known
  birth_on INTEGER,
  is_birth_estimated INTEGER NOT NULL DEFAULT 0 CHECK (is_birth_estimated IN (0, 1)),
  colour TEXT,
  microchip TEXT,
  weight_g INTEGER CHECK (weight_g > 0),
  status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'deceased', 'transferred')),
  deceased_on INTEGER,
  notes TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json))
) STRICT;
-- An owner's pets; living ones decide the lifecycle, so what became of each stands in the index, and lists are
-- filtered by the species of those.
CREATE INDEX pets_by_owner ON pets (owner_id, status, deceased_on, species);
-- The few that do not live here any more, so that the others are counted without a look at each.
CREATE INDEX pets_gone ON pets (status) WHERE status <> 'active';
-- The species that occur, one step each.
CREATE INDEX pets_by_species ON pets (species);
-- Whose birthday it is.
CREATE INDEX pets_by_birthday ON pets (strftime('%m%d', birth_on * 86400, 'unixepoch')) WHERE birth_on IS NOT NULL;

CREATE TABLE vaccinations (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  pet_id INTEGER NOT NULL REFERENCES pets (id) ON DELETE CASCADE,
  vaccine TEXT NOT NULL CHECK (trim(vaccine) <> ''),
  given_on INTEGER,
  due_on INTEGER,
  staff_id INTEGER REFERENCES staff (id) ON DELETE SET NULL,
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json))
) STRICT;
-- A pet's vaccinations, and whether a later one stands for one that is due.
CREATE INDEX vaccinations_by_pet ON vaccinations (pet_id, due_on);
-- What falls due in a period, over all pets.
CREATE INDEX vaccinations_by_due_day ON vaccinations (due_on, pet_id) WHERE due_on IS NOT NULL;

-- V04__appointments.sql
CREATE TABLE services (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE CHECK (trim(name) <> ''),
  category TEXT,
  duration_minutes INTEGER CHECK (duration_minutes > 0),
  kind TEXT NOT NULL DEFAULT 'routine' CHECK (kind IN ('routine', 'emergency', 'surgery', 'grooming', 'boarding', 'vaccination', 'other')),
  price_cents INTEGER,
  is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json))
) STRICT;

CREATE TABLE appointments (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  owner_id INTEGER NOT NULL REFERENCES owners (id) ON DELETE CASCADE,
  pet_id INTEGER REFERENCES pets (id) ON DELETE SET NULL,
  service_id INTEGER REFERENCES services (id) ON DELETE SET NULL,
  kind TEXT NOT NULL DEFAULT 'routine' CHECK (kind IN ('routine', 'emergency', 'surgery', 'grooming', 'boarding', 'vaccination', 'other')),
  starts_at INTEGER NOT NULL,
  starts_on INTEGER NOT NULL, -- the day of starts_at in the clinic's zone
  duration_minutes INTEGER CHECK (duration_minutes > 0),
  status TEXT NOT NULL DEFAULT 'scheduled' CHECK (status IN ('scheduled', 'completed', 'cancelled', 'no_show')),
  staff_id INTEGER REFERENCES staff (id) ON DELETE SET NULL,
  reason TEXT,
  notes TEXT,
  booked_at INTEGER,
  cancelled_at INTEGER,
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json))
) STRICT;
-- Visits of an owner: all columns the figures read, so that they never touch the table.
CREATE INDEX appointments_by_owner ON appointments (owner_id, starts_on, status, kind);
-- The agenda of a day, and the report of a period.
CREATE INDEX appointments_by_day ON appointments (starts_on, starts_at);
-- A pet's history.
CREATE INDEX appointments_by_pet ON appointments (pet_id) WHERE pet_id IS NOT NULL;

-- V05__invoices.sql
-- An invoice without an owner is a counter sale: in the reports, in nobody's figures.
CREATE TABLE invoices (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  number TEXT NOT NULL,
  owner_id INTEGER REFERENCES owners (id) ON DELETE SET NULL,
  appointment_id INTEGER REFERENCES appointments (id) ON DELETE SET NULL,
  issued_on INTEGER NOT NULL,
  due_on INTEGER,
  status TEXT NOT NULL DEFAULT 'issued' CHECK (status IN ('draft', 'issued', 'paid', 'void', 'refunded')),
  currency TEXT NOT NULL DEFAULT 'MXN',
  subtotal_cents INTEGER NOT NULL,
  discount_cents INTEGER NOT NULL DEFAULT 0,
  tax_cents INTEGER NOT NULL DEFAULT 0,
  total_cents INTEGER NOT NULL CHECK (total_cents >= 0),
  refunded_cents INTEGER NOT NULL DEFAULT 0 CHECK (refunded_cents >= 0),
  payment_method TEXT,
  paid_on INTEGER,
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json))
) STRICT;
-- Purchases of an owner: covering, as for the appointments.
CREATE INDEX invoices_by_owner ON invoices (owner_id, status, paid_on, issued_on, total_cents, refunded_cents);
-- Income of a period.
CREATE INDEX invoices_by_paid_day ON invoices (paid_on, status, total_cents, refunded_cents, owner_id);

CREATE TABLE invoice_lines (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  invoice_id INTEGER NOT NULL REFERENCES invoices (id) ON DELETE CASCADE,
  description TEXT NOT NULL,
  product_id INTEGER REFERENCES products (id) ON DELETE SET NULL,
  service_id INTEGER REFERENCES services (id) ON DELETE SET NULL,
  quantity_milli INTEGER NOT NULL, -- thousandths of a unit
  unit_price_cents INTEGER NOT NULL,
  line_total_cents INTEGER NOT NULL,
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json))
) STRICT;
-- What an invoice bills.
CREATE INDEX invoice_lines_by_invoice ON invoice_lines (invoice_id);

-- V06__orders.sql
CREATE TABLE products (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  sku TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL CHECK (trim(name) <> ''),
  brand TEXT,
  category TEXT,
  species TEXT,
  price_cents INTEGER,
  cost_cents INTEGER,
  is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
  launched_on INTEGER,
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json))
) STRICT;

CREATE TABLE orders (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  number TEXT,
  owner_id INTEGER REFERENCES owners (id) ON DELETE SET NULL,
  ordered_at INTEGER NOT NULL,
  ordered_on INTEGER NOT NULL, -- the day of ordered_at in the clinic's zone
  channel TEXT, -- open: store, web, whatsapp, phone
  delivery_status TEXT NOT NULL DEFAULT 'pending', -- open: pending, delivered, cancelled, returned
  payment_status TEXT NOT NULL DEFAULT 'pending' CHECK (payment_status IN ('pending', 'paid', 'refunded', 'cancelled', 'failed')),
  payment_method TEXT,
  currency TEXT NOT NULL DEFAULT 'MXN',
  subtotal_cents INTEGER NOT NULL,
  shipping_cents INTEGER NOT NULL DEFAULT 0,
  tax_cents INTEGER NOT NULL DEFAULT 0,
  total_cents INTEGER NOT NULL CHECK (total_cents >= 0),
  refunded_cents INTEGER NOT NULL DEFAULT 0 CHECK (refunded_cents >= 0),
  paid_on INTEGER,
  invoice_id INTEGER REFERENCES invoices (id) ON DELETE SET NULL, -- when billed: the invoice is then the purchase
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json))
) STRICT;
-- Purchases of an owner: covering, as for the invoices.
CREATE INDEX orders_by_owner ON orders (owner_id, payment_status, paid_on, ordered_on, total_cents, refunded_cents, invoice_id);
-- Income of a period.
CREATE INDEX orders_by_paid_day ON orders (paid_on, payment_status, total_cents, refunded_cents, owner_id);
-- When an invoice changes, the order that it bills.
CREATE INDEX orders_by_invoice ON orders (invoice_id, owner_id) WHERE invoice_id IS NOT NULL;

CREATE TABLE order_items (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  order_id INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  product_id INTEGER REFERENCES products (id) ON DELETE SET NULL,
  description TEXT,
  quantity_milli INTEGER NOT NULL, -- thousandths of a unit
  unit_price_cents INTEGER NOT NULL,
  line_total_cents INTEGER NOT NULL,
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json))
) STRICT;
-- What was ordered.
CREATE INDEX order_items_by_order ON order_items (order_id);

-- V07__tags.sql
CREATE TABLE tags (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (trim(name) <> '' AND length(name) <= 50),
  colour TEXT NOT NULL DEFAULT '#6c757d' CHECK (colour GLOB '#[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]'),
  description TEXT,
  is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json))
) STRICT;

CREATE TABLE owner_tags (
  id INTEGER PRIMARY KEY,
  owner_id INTEGER NOT NULL REFERENCES owners (id) ON DELETE CASCADE,
  tag_id INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  added_by INTEGER REFERENCES staff (id) ON DELETE SET NULL,
  added_at INTEGER NOT NULL,
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json)),
  UNIQUE (owner_id, tag_id)
) STRICT;
-- Who carries a tag.
CREATE INDEX owner_tags_by_tag ON owner_tags (tag_id, owner_id);

-- V08__notes.sql
CREATE TABLE notes (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  owner_id INTEGER NOT NULL REFERENCES owners (id) ON DELETE CASCADE,
  author_id INTEGER REFERENCES staff (id) ON DELETE SET NULL,
  content TEXT NOT NULL CHECK (trim(content) <> ''),
  is_pinned INTEGER NOT NULL DEFAULT 0 CHECK (is_pinned IN (0, 1)),
  visibility TEXT NOT NULL DEFAULT 'internal' CHECK (visibility IN ('printable', 'internal', 'private')),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json))
) STRICT;
-- An owner's notes: pinned first, then newest.
CREATE INDEX notes_by_owner ON notes (owner_id, is_pinned DESC, created_at DESC);

-- V09__interactions.sql
CREATE TABLE interactions (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  owner_id INTEGER NOT NULL REFERENCES owners (id) ON DELETE CASCADE,
  pet_id INTEGER REFERENCES pets (id) ON DELETE SET NULL,
  appointment_id INTEGER REFERENCES appointments (id) ON DELETE SET NULL,
  order_id INTEGER REFERENCES orders (id) ON DELETE SET NULL,
  message_id INTEGER REFERENCES messages (id) ON DELETE SET NULL,
  kind TEXT NOT NULL CHECK (kind IN ('call', 'email', 'chat', 'visit', 'sms', 'whatsapp', 'ai_chat', 'review', 'complaint', 'feedback', 'referral')),
  channel TEXT NOT NULL CHECK (channel IN ('phone', 'email', 'chat', 'in_person', 'sms', 'whatsapp', 'social')),
  direction TEXT NOT NULL CHECK (direction IN ('inbound', 'outbound')),
  subject TEXT NOT NULL DEFAULT '' CHECK (length(subject) <= 500),
  notes TEXT,
  outcome TEXT CHECK (length(outcome) <= 200),
  duration_minutes INTEGER CHECK (duration_minutes >= 0),
  sentiment TEXT CHECK (sentiment IN ('positive', 'neutral', 'negative')),
  happened_at INTEGER NOT NULL,
  happened_on INTEGER NOT NULL, -- the day of happened_at in the clinic's zone
  handled_by INTEGER REFERENCES staff (id) ON DELETE SET NULL,
  follow_up_required INTEGER NOT NULL DEFAULT 0 CHECK (follow_up_required IN (0, 1)),
  follow_up_on INTEGER,
  follow_up_minute INTEGER CHECK (follow_up_minute BETWEEN 0 AND 1439), -- minute of the day, when an hour was agreed
  follow_up_is_completed INTEGER NOT NULL DEFAULT 0 CHECK (follow_up_is_completed IN (0, 1)),
  follow_up_completed_at INTEGER, -- null while open, or when it is not known
  created_at INTEGER NOT NULL,
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json))
) STRICT;
-- What the figures read of an owner's interactions.
CREATE INDEX interactions_by_owner ON interactions (owner_id, happened_on);
-- The queue of open follow-ups, oldest due first, of one day those without an hour; with the owner, to be counted.
CREATE INDEX interactions_by_follow_up ON interactions (follow_up_on, coalesce(follow_up_minute, -1), id, owner_id) WHERE follow_up_required = 1 AND follow_up_is_completed = 0;
-- What is owed to one owner, without a look at everything that was ever said.
CREATE INDEX interactions_owed ON interactions (owner_id, follow_up_on) WHERE follow_up_required = 1 AND follow_up_is_completed = 0;
-- A pet's interactions: without it an undo that takes a pet away would look at every row.
CREATE INDEX interactions_by_pet ON interactions (pet_id) WHERE pet_id IS NOT NULL;
-- An appointment logs its visit once.
CREATE INDEX interactions_by_appointment ON interactions (appointment_id) WHERE appointment_id IS NOT NULL;

-- V10__messages.sql
CREATE TABLE messages (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  owner_id INTEGER NOT NULL REFERENCES owners (id) ON DELETE CASCADE,
  channel TEXT NOT NULL CHECK (channel IN ('email', 'sms', 'whatsapp', 'phone', 'letter')),
  direction TEXT NOT NULL CHECK (direction IN ('inbound', 'outbound')),
  purpose TEXT, -- open: appointment_reminder, vaccination_reminder, birthday, promotion, reengagement, reply
  subject TEXT,
  body TEXT,
  campaign_id INTEGER REFERENCES campaigns (id) ON DELETE SET NULL,
  automation_id INTEGER REFERENCES automations (id) ON DELETE SET NULL,
  status TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'queued', 'sent', 'delivered', 'opened', 'clicked', 'answered', 'failed', 'received')),
  created_at INTEGER NOT NULL,
  sent_at INTEGER,
  sent_on INTEGER, -- the day of sent_at in the clinic's zone
  delivered_at INTEGER,
  opened_at INTEGER,
  answered_at INTEGER,
  answered_on INTEGER, -- the day of answered_at in the clinic's zone
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json))
) STRICT;
-- What the figures read of an owner's messages.
CREATE INDEX messages_by_owner ON messages (owner_id, direction, sent_on, status, answered_on);
-- The outbox: what waits for a person.
CREATE INDEX messages_waiting ON messages (status, id) WHERE status IN ('draft', 'queued');

-- V11__feedback.sql
-- Anonymous feedback holds no owner, no appointment, no staff member, and only its month.
CREATE TABLE feedback (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  owner_id INTEGER REFERENCES owners (id) ON DELETE SET NULL,
  appointment_id INTEGER REFERENCES appointments (id) ON DELETE SET NULL,
  is_anonymous INTEGER NOT NULL DEFAULT 0 CHECK (is_anonymous IN (0, 1)),
  service_type TEXT NOT NULL DEFAULT 'other', -- open: consultation, surgery, grooming, boarding, store, support, other
  rating INTEGER CHECK (rating BETWEEN 1 AND 5),
  comments TEXT,
  sentiment TEXT CHECK (sentiment IN ('positive', 'neutral', 'negative')),
  source TEXT NOT NULL DEFAULT 'in_person' CHECK (source IN ('web', 'mobile', 'email', 'in_person', 'phone', 'other')),
  received_at INTEGER, -- null when anonymous
  received_on INTEGER NOT NULL, -- the first of the month when anonymous
  is_resolved INTEGER NOT NULL DEFAULT 0 CHECK (is_resolved IN (0, 1)),
  resolution_notes TEXT,
  resolved_by INTEGER REFERENCES staff (id) ON DELETE SET NULL,
  resolved_at INTEGER,
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json)),
  CHECK (is_anonymous = 0 OR (owner_id IS NULL AND appointment_id IS NULL AND received_at IS NULL))
) STRICT;
-- What an owner said.
CREATE INDEX feedback_by_owner ON feedback (owner_id) WHERE owner_id IS NOT NULL;
-- The queue of what still wants an answer.
CREATE INDEX feedback_unresolved ON feedback (received_on) WHERE is_resolved = 0;

-- V12__loyalty.sql
-- The points ledger: append-only; the balance is the sum of `points`. A mistake is reversed, never edited.
CREATE TABLE loyalty_entries (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  owner_id INTEGER NOT NULL REFERENCES owners (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('earn', 'redeem', 'expire', 'adjust', 'reverse', 'opening')),
  points INTEGER NOT NULL,
  description TEXT NOT NULL DEFAULT '',
  order_id INTEGER REFERENCES orders (id) ON DELETE SET NULL,
  invoice_id INTEGER REFERENCES invoices (id) ON DELETE SET NULL,
  reverses_id INTEGER REFERENCES loyalty_entries (id) ON DELETE SET NULL,
  staff_id INTEGER REFERENCES staff (id) ON DELETE SET NULL,
  entered_at INTEGER NOT NULL,
  entered_on INTEGER NOT NULL, -- the day of entered_at in the clinic's zone
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json))
) STRICT;
-- Balance and tier of an owner: covering.
CREATE INDEX loyalty_entries_by_owner ON loyalty_entries (owner_id, entered_on, points, kind);

-- V13__outreach.sql
CREATE TABLE segments (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL CHECK (trim(name) <> ''),
  slug TEXT NOT NULL UNIQUE,
  description TEXT,
  criteria_json TEXT NOT NULL CHECK (json_valid(criteria_json)),
  is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
  member_count INTEGER,
  last_calculated_at INTEGER,
  created_at INTEGER NOT NULL,
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json))
) STRICT;

-- A segment's size, one row a day.
CREATE TABLE segment_sizes (
  segment_id INTEGER NOT NULL REFERENCES segments (id) ON DELETE CASCADE,
  measured_on INTEGER NOT NULL,
  member_count INTEGER NOT NULL,
  PRIMARY KEY (segment_id, measured_on)
) STRICT, WITHOUT ROWID;

CREATE TABLE campaigns (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL CHECK (trim(name) <> ''),
  channel TEXT NOT NULL CHECK (channel IN ('email', 'sms', 'whatsapp', 'phone', 'letter')),
  status TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'approved', 'sending', 'done', 'cancelled')),
  segment_id INTEGER REFERENCES segments (id) ON DELETE SET NULL,
  criteria_json TEXT CHECK (criteria_json IS NULL OR json_valid(criteria_json)),
  target_count INTEGER,
  subject_json TEXT CHECK (subject_json IS NULL OR json_valid(subject_json)), -- per language
  body_json TEXT CHECK (body_json IS NULL OR json_valid(body_json)), -- per language
  scheduled_for INTEGER,
  sent_at INTEGER,
  created_by INTEGER REFERENCES staff (id) ON DELETE SET NULL,
  created_at INTEGER NOT NULL,
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json))
) STRICT;

CREATE TABLE automations (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL UNIQUE CHECK (kind IN ('birthday_owner', 'birthday_pet', 'anniversary', 'lapsed', 'vaccination_due', 'appointment_reminder', 'new_product', 'feedback_thanks')),
  is_active INTEGER NOT NULL DEFAULT 0 CHECK (is_active IN (0, 1)),
  days_offset INTEGER NOT NULL DEFAULT 0, -- before the day when negative
  template_json TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(template_json)), -- per language
  channel_rule TEXT NOT NULL DEFAULT 'preferred',
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json))
) STRICT;

-- V14__changes.sql
-- Changes: one row for each thing a person did; its inverse undoes it.
CREATE TABLE changes (
  id INTEGER PRIMARY KEY,
  staff_id INTEGER REFERENCES staff (id) ON DELETE SET NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL DEFAULT '', -- what it was done to, for the toast and the history
  made_at INTEGER NOT NULL,
  undoes INTEGER REFERENCES changes (id) ON DELETE CASCADE, -- set on an undo or redo: what it took back
  undone_by INTEGER REFERENCES changes (id) ON DELETE SET NULL,
  is_undoable INTEGER NOT NULL DEFAULT 1 CHECK (is_undoable IN (0, 1))
) STRICT;
-- A person's own last change.
CREATE INDEX changes_by_staff ON changes (staff_id, id);

-- The rows a change touched, as they were before and after: null before an insert, null after a delete.
CREATE TABLE change_rows (
  id INTEGER PRIMARY KEY,
  change_id INTEGER NOT NULL REFERENCES changes (id) ON DELETE CASCADE,
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  before_json TEXT,
  after_json TEXT
) STRICT;
-- What a change did, in the order it did it.
CREATE INDEX change_rows_by_change ON change_rows (change_id, id);
-- Has this row been touched since?
CREATE INDEX change_rows_by_row ON change_rows (table_name, row_id, change_id);

-- Rows that a bulk import inserted: a range of ids per table instead of an image each.
CREATE TABLE change_ranges (
  id INTEGER PRIMARY KEY,
  change_id INTEGER NOT NULL REFERENCES changes (id) ON DELETE CASCADE,
  table_name TEXT NOT NULL,
  first_row_id INTEGER NOT NULL,
  last_row_id INTEGER NOT NULL
) STRICT;
-- What a bulk import inserted.
CREATE INDEX change_ranges_by_change ON change_ranges (change_id);

-- V15__audit.sql
-- The audit log: append-only and hash-chained. Ids and field names, never personal values.
CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  staff_id INTEGER, -- no reference: the log outlives the row
  role TEXT NOT NULL,
  action TEXT NOT NULL,
  details_json TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(details_json)),
  hash TEXT NOT NULL -- SHA-256 of the hash before and this row
) STRICT;
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

-- V16__transfer.sql
-- Imports that were done: what came in, and from where.
CREATE TABLE import_batches (
  id INTEGER PRIMARY KEY,
  change_id INTEGER REFERENCES changes (id) ON DELETE SET NULL,
  source TEXT NOT NULL, -- the file's or folder's name, without its path
  imported_at INTEGER NOT NULL,
  summary_json TEXT NOT NULL CHECK (json_valid(summary_json))
) STRICT;

-- Rows set aside, and values that were kept but flagged.
CREATE TABLE import_rows (
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL REFERENCES import_batches (id) ON DELETE CASCADE,
  outcome TEXT NOT NULL CHECK (outcome IN ('set_aside', 'duplicate', 'flagged')),
  file TEXT NOT NULL,
  line INTEGER NOT NULL,
  column_name TEXT,
  value TEXT,
  reason TEXT NOT NULL,
  record_json TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(record_json)) -- the row as read, to be mended
) STRICT;
-- The rows of an import that want a decision.
CREATE INDEX import_rows_by_batch ON import_rows (batch_id, id);

-- V17__metrics.sql
-- Figures kept per owner: derived from the facts, never typed in. Figures that move with every day (days
-- since, churn score, estimates) are computed when read; the rest hold until `stale_on`.
CREATE TABLE owner_figures (
  owner_id INTEGER PRIMARY KEY REFERENCES owners (id) ON DELETE CASCADE,
  first_visit_on INTEGER,
  last_visit_on INTEGER,
  total_visits INTEGER NOT NULL,
  total_appointments INTEGER NOT NULL,
  cancelled_appointments INTEGER NOT NULL,
  no_show_count INTEGER NOT NULL,
  next_appointment_on INTEGER, -- the earliest scheduled day after today: the owner is booked
  total_spent_cents INTEGER NOT NULL,
  order_count INTEGER NOT NULL,
  last_purchase_on INTEGER,
  visit_gap_halves INTEGER, -- median days between visits, in half days: exact
  purchase_gap_halves INTEGER, -- likewise between purchases
  messages_sent INTEGER NOT NULL,
  messages_responded INTEGER NOT NULL,
  interaction_count INTEGER NOT NULL,
  last_interaction_on INTEGER,
  last_engagement_on INTEGER,
  referral_count INTEGER NOT NULL,
  value_score INTEGER NOT NULL,
  engagement_score INTEGER NOT NULL,
  churn_risk TEXT NOT NULL CHECK (churn_risk IN ('none', 'low', 'medium', 'high')),
  lifecycle TEXT NOT NULL CHECK (lifecycle IN ('lead', 'first_visit', 'active', 'vip', 'at_risk', 'churned', 'closed')),
  tier TEXT NOT NULL CHECK (tier IN ('new', 'regular', 'vip', 'professional')),
  visit_pattern TEXT CHECK (visit_pattern IN ('emergency', 'seasonal', 'regular', 'occasional')),
  stale_on INTEGER -- the first day on which one of these changes by the calendar alone; null: never
) STRICT;
-- At midnight: whose figures change today.
CREATE INDEX owner_figures_stale ON owner_figures (stale_on) WHERE stale_on IS NOT NULL;
-- The owners' list sorted by what they spent, and by their last visit.
CREATE INDEX owner_figures_by_spent ON owner_figures (total_spent_cents, owner_id);
CREATE INDEX owner_figures_by_last_visit ON owner_figures (last_visit_on, owner_id);

-- The day that the kept figures hold for, and how they were computed; at most one row.
CREATE TABLE figures_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  computed_for INTEGER NOT NULL,
  rules_hash TEXT NOT NULL, -- of the settings and the version of the formulas behind them
  visit_gap_quarters INTEGER, -- the clinic's median over its owners' median gaps, in quarters of a day
  purchase_gap_quarters INTEGER
) STRICT;

-- How many owners have which median gap: what the clinic's medians are read from, without a pass over all
-- owners after each visit.
CREATE TABLE figure_gaps (
  kind TEXT NOT NULL CHECK (kind IN ('visits', 'purchases')),
  gap_halves INTEGER NOT NULL,
  owners INTEGER NOT NULL CHECK (owners > 0),
  PRIMARY KEY (kind, gap_halves)
) STRICT, WITHOUT ROWID;

-- What the figures and counts read of the owners themselves, in the order of their ids, without their wide rows.
CREATE INDEX owners_for_figures ON owners (id, is_active, hand_tier, blocked_at, anonymised_at);

-- V18__desk.sql
-- What a person was typing: survives a crash. `key` names the form and the record.
CREATE TABLE drafts (
  id INTEGER PRIMARY KEY,
  staff_id INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  value_json TEXT NOT NULL CHECK (json_valid(value_json)),
  saved_at INTEGER NOT NULL,
  UNIQUE (staff_id, key)
) STRICT;

-- The last owners that a person opened.
CREATE TABLE recents (
  id INTEGER PRIMARY KEY,
  staff_id INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  owner_id INTEGER NOT NULL REFERENCES owners (id) ON DELETE CASCADE,
  opened_at INTEGER NOT NULL,
  UNIQUE (staff_id, owner_id)
) STRICT;

-- Backups that were made and verified.
CREATE TABLE backups (
  id INTEGER PRIMARY KEY,
  file_name TEXT NOT NULL UNIQUE,
  made_at INTEGER NOT NULL,
  verified_at INTEGER,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL
) STRICT;

-- V19__search.sql
-- Search: what an owner is found by. It follows from owners, pets and visits and is kept by the write door.
-- A place is an owner's id behind her importance (deactivated last; then by the last visit, newest first). Both
-- indexes have it as their rowid, so they give the most important hits first and a search can stop early.
CREATE TABLE search_owners (
  owner_id INTEGER PRIMARY KEY, -- no reference: it must outlive the owner until the indexes forget her
  place INTEGER NOT NULL,
  card TEXT NOT NULL -- folded names, pets, phones, e-mail, microchips: a line each, with a letter for its kind
) STRICT;

-- Whole words and their beginnings: from one letter on.
CREATE VIRTUAL TABLE search_words USING fts5 (words, content = '', contentless_delete = 1, detail = none, prefix = '1 2 3', tokenize = 'ascii');
-- Any three characters in a row of phones, e-mails and microchips.
CREATE VIRTUAL TABLE search_fragments USING fts5 (phones, emails, chips, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram case_sensitive 1');
-- What the two indexes hold, for the check.
CREATE VIRTUAL TABLE search_words_held USING fts5vocab (search_words, instance);
CREATE VIRTUAL TABLE search_fragments_held USING fts5vocab (search_fragments, instance);

-- Every word that the indexes hold, sorted, a line each: where misspelt words and parts of words look first.
-- In pieces by length and first letter, so that a new word rewrites little.
CREATE TABLE search_lexicon (
  length INTEGER NOT NULL,
  initial TEXT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (length, initial)
) STRICT, WITHOUT ROWID;

-- V20__model.sql
-- What the models of buying need of an owner beside the figures: with these, a score is a formula and no look at
-- the purchases.
ALTER TABLE owner_figures ADD COLUMN first_purchase_on INTEGER;
ALTER TABLE owner_figures ADD COLUMN purchase_days INTEGER NOT NULL DEFAULT 0; -- distinct days with a purchase
ALTER TABLE owner_figures ADD COLUMN first_purchase_cents INTEGER NOT NULL DEFAULT 0; -- net amount of the first of them

-- Who is at stake: of the owners in a stage, what the lists read, without the rest of the figures.
CREATE INDEX owner_figures_by_lifecycle ON owner_figures (lifecycle, last_visit_on, owner_id);

-- The models as they were fitted last: from the purchases, and from the visits.
CREATE TABLE model_fits (
  id INTEGER PRIMARY KEY,
  basis TEXT NOT NULL UNIQUE CHECK (basis IN ('purchases', 'visits')),
  fitted_on INTEGER NOT NULL, -- the day that it holds for
  fitted_at INTEGER NOT NULL,
  last_change INTEGER NOT NULL, -- the clinic's last change when it was fitted: without a later one it is exact
  events INTEGER NOT NULL, -- purchases or visits that it was fitted on: when they are many more, it is fitted anew
  fit_json TEXT NOT NULL CHECK (json_valid(fit_json)) -- who speaks, parameters, log-likelihoods, the hold-out check
) STRICT;

-- V21__segments.sql
-- Segments ask all owners many questions: these indexes answer the common ones without a look at the tables.

-- The figures that rules compare most, in one narrow walk; what somebody spent narrows it to a range.
CREATE INDEX owner_figures_for_segments ON owner_figures (total_spent_cents, last_visit_on, lifecycle, churn_risk, tier, total_visits, next_appointment_on, value_score);

DROP INDEX pets_by_species;
-- The species that occur, one step each; and the owners of living pets of one, in the order of their ids.
CREATE INDEX pets_by_species ON pets (species, status, owner_id);

-- The words that owners have for what rules ask, one step each; and the owners who have one.
CREATE INDEX owners_by_kind ON owners (kind);
CREATE INDEX owners_by_language ON owners (preferred_language);
CREATE INDEX owners_by_contact_preference ON owners (contact_preference);
CREATE INDEX owners_by_source ON owners (acquisition_source) WHERE acquisition_source IS NOT NULL;
CREATE INDEX owners_by_nationality ON owners (nationality) WHERE nationality IS NOT NULL;
CREATE INDEX owners_by_region ON owners (region) WHERE region IS NOT NULL;

-- Who bought a product.
CREATE INDEX order_items_by_product ON order_items (product_id, order_id) WHERE product_id IS NOT NULL;
CREATE INDEX invoice_lines_by_product ON invoice_lines (product_id, invoice_id) WHERE product_id IS NOT NULL;

-- Vaccinations: all that tells whether one is still due stands in the indexes.
DROP INDEX vaccinations_by_pet;
DROP INDEX vaccinations_by_due_day;
-- A pet's vaccinations, and whether a later one stands for one that is due.
CREATE INDEX vaccinations_by_pet ON vaccinations (pet_id, due_on, vaccine, given_on);
-- What falls due in a period, over all pets.
CREATE INDEX vaccinations_by_due_day ON vaccinations (due_on, pet_id, vaccine, given_on) WHERE due_on IS NOT NULL;

-- V22__merges.sql
-- Sizes of segments get an id, as every table has whose rows come and go with imports.
DROP TABLE segment_sizes;
-- A segment's size, one row a day.
CREATE TABLE segment_sizes (
  id INTEGER PRIMARY KEY,
  segment_id INTEGER NOT NULL REFERENCES segments (id) ON DELETE CASCADE,
  measured_on INTEGER NOT NULL,
  member_count INTEGER NOT NULL,
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json)),
  UNIQUE (segment_id, measured_on)
) STRICT;

-- Two owners that turned out to be one. The merged one stays, deactivated; what was moved is known, so that a merge can
-- be taken back at any later time.
CREATE TABLE merges (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  survivor_id INTEGER NOT NULL REFERENCES owners (id) ON DELETE CASCADE,
  merged_id INTEGER NOT NULL REFERENCES owners (id) ON DELETE CASCADE CHECK (merged_id <> survivor_id),
  merged_at INTEGER NOT NULL,
  staff_id INTEGER REFERENCES staff (id) ON DELETE SET NULL,
  was_active INTEGER NOT NULL DEFAULT 1 CHECK (was_active IN (0, 1)), -- the merged owner, before
  fields_json TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(fields_json)), -- the survivor's fields that the merge changed: before and after
  moved_json TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(moved_json)), -- external ids of the rows that were moved, by table and column
  unmerged_at INTEGER, -- null: it holds
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json))
) STRICT;
-- Nobody is merged into two owners at once; and what became of an owner.
CREATE UNIQUE INDEX merges_by_merged ON merges (merged_id) WHERE unmerged_at IS NULL;
-- Who was merged into an owner.
CREATE INDEX merges_by_survivor ON merges (survivor_id, merged_at);

-- Pairs that look like one owner and are two: a person said so.
CREATE TABLE distinct_owners (
  id INTEGER PRIMARY KEY,
  owner_id INTEGER NOT NULL REFERENCES owners (id) ON DELETE CASCADE,
  other_id INTEGER NOT NULL REFERENCES owners (id) ON DELETE CASCADE CHECK (other_id <> owner_id),
  decided_at INTEGER NOT NULL,
  staff_id INTEGER REFERENCES staff (id) ON DELETE SET NULL,
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json)),
  UNIQUE (owner_id, other_id)
) STRICT;
-- Either of the two may be asked for.
CREATE INDEX distinct_owners_by_other ON distinct_owners (other_id);

-- V25__reports.sql
-- What the reports of a period read by day stands in the indexes, so that a year of a large clinic needs no row of a
-- table: the same indexes as before, with the columns of the sales and the appointments.
DROP INDEX invoices_by_paid_day;
-- Income of a period: the sales by their day, and what was paid later than the period's end.
CREATE INDEX invoices_by_paid_day ON invoices (paid_on, status, issued_on, owner_id, total_cents, refunded_cents, due_on, payment_method, appointment_id);
-- What is still to be paid, by the day it was issued.
CREATE INDEX invoices_outstanding ON invoices (issued_on, owner_id, total_cents, due_on) WHERE status = 'issued';
DROP INDEX invoice_lines_by_invoice;
-- What an invoice bills: with all that reports read of a line.
CREATE INDEX invoice_lines_by_invoice ON invoice_lines (invoice_id, product_id, service_id, quantity_milli, line_total_cents);
DROP INDEX orders_by_paid_day;
-- Income of a period: as for the invoices.
CREATE INDEX orders_by_paid_day ON orders (paid_on, payment_status, ordered_on, owner_id, total_cents, refunded_cents, payment_method, invoice_id);
-- What is still to be paid, by the day it was ordered.
CREATE INDEX orders_outstanding ON orders (ordered_on, owner_id, total_cents, invoice_id) WHERE payment_status = 'pending';
DROP INDEX order_items_by_order;
-- What was ordered: with all that reports read of an item.
CREATE INDEX order_items_by_order ON order_items (order_id, product_id, quantity_milli, line_total_cents);
DROP INDEX appointments_by_day;
-- The agenda of a day, and the report of a period.
CREATE INDEX appointments_by_day ON appointments (starts_on, starts_at, status, owner_id, staff_id, service_id, duration_minutes, kind);

-- V26__speed.sql
-- Indexes of the owners' list hold what its filters ask, and the search's indexes are written for many owners at once.

DROP INDEX owners_by_name;
DROP INDEX owners_by_creation;
-- The owners' list in its default order, and by when they came to the clinic; past the deactivated without a look at
-- the wide rows.
CREATE INDEX owners_by_name ON owners (sort_name, id, is_active);
CREATE INDEX owners_by_creation ON owners (created_at, id, is_active);

DROP INDEX owners_for_figures;
-- What figures, counts and lists read of the owners themselves, in the order of their ids, without their wide rows.
CREATE INDEX owners_in_short ON owners (
  id, is_active, hand_tier, blocked_at, anonymised_at, created_at, city, acquisition_source, sort_name
);

DROP INDEX owner_figures_by_spent;
DROP INDEX owner_figures_by_last_visit;
-- The owners' list sorted by what they spent, and by their last visit; past whom its filters do not want without a look
-- at the rows.
CREATE INDEX owner_figures_by_spent ON owner_figures (total_spent_cents, owner_id, lifecycle, churn_risk, tier);
CREATE INDEX owner_figures_by_last_visit ON owner_figures (last_visit_on, owner_id, lifecycle, churn_risk, tier);
-- Whom a filter of the list on stage, risk or tier means, where they are few.
CREATE INDEX owner_figures_by_stage ON owner_figures (lifecycle, churn_risk, tier, last_visit_on, total_spent_cents);

-- Owners whose entry changed since the two full-text indexes were written, with the entry that these hold (null:
-- none). A search looks at each of them; when they are many they go into the indexes together, because an index costs
-- an edit of one owner nearly as much as one of thirty.
CREATE TABLE search_waiting (
  owner_id INTEGER PRIMARY KEY, -- no reference: it must outlive the owner until the indexes forget her
  place INTEGER,
  card TEXT CHECK ((card IS NULL) = (place IS NULL))
) STRICT;

-- V27__names.sql
-- Names are sorted with every letter of western and central Europe beside the one that it comes from: Øster is not
-- behind Zamora. In steps, as a statement nests calls only so deep; most names take none of them, or the first.
DROP INDEX owners_by_name;
DROP INDEX owners_in_short;
ALTER TABLE owners ADD COLUMN shown_name TEXT GENERATED ALWAYS AS (CASE kind WHEN 'corporate' THEN company_name ELSE full_name END) VIRTUAL;
ALTER TABLE owners ADD COLUMN name_spanish TEXT GENERATED ALWAYS AS (
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(
      shown_name
      , 'á', 'a') , 'é', 'e') , 'í', 'i') , 'ó', 'o') , 'ú', 'u') , 'ü', 'u')
      , 'ñ', 'n~') , 'Á', 'a') , 'É', 'e') , 'Í', 'i') , 'Ó', 'o') , 'Ú', 'u')
      , 'Ü', 'u') , 'Ñ', 'n~')
  ) VIRTUAL;
ALTER TABLE owners ADD COLUMN name_small TEXT GENERATED ALWAYS AS (
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
      name_spanish
      , 'à', 'a') , 'â', 'a') , 'ä', 'a') , 'ã', 'a') , 'å', 'a') , 'è', 'e')
      , 'ê', 'e') , 'ë', 'e') , 'ì', 'i') , 'î', 'i') , 'ï', 'i') , 'ò', 'o')
      , 'ô', 'o') , 'ö', 'o') , 'õ', 'o') , 'ø', 'o') , 'ù', 'u') , 'û', 'u')
      , 'ç', 'c') , 'ý', 'y') , 'æ', 'ae') , 'œ', 'oe') , 'ß', 'ss') , 'ẞ', 'ss')
  ) VIRTUAL;
ALTER TABLE owners ADD COLUMN name_capitals TEXT GENERATED ALWAYS AS (
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
      name_small
      , 'À', 'a') , 'Â', 'a') , 'Ä', 'a') , 'Ã', 'a') , 'Å', 'a') , 'È', 'e')
      , 'Ê', 'e') , 'Ë', 'e') , 'Ì', 'i') , 'Î', 'i') , 'Ï', 'i') , 'Ò', 'o')
      , 'Ô', 'o') , 'Ö', 'o') , 'Õ', 'o') , 'Ø', 'o') , 'Ù', 'u') , 'Û', 'u')
      , 'Ç', 'c') , 'Ý', 'y') , 'Æ', 'ae') , 'Œ', 'oe') , 'ł', 'l') , 'Ł', 'l')
  ) VIRTUAL;
ALTER TABLE owners ADD COLUMN name_plain TEXT GENERATED ALWAYS AS (
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(replace(replace(
      name_capitals
      , 'č', 'c') , 'Č', 'c') , 'ć', 'c') , 'Ć', 'c') , 'đ', 'd') , 'Đ', 'd')
      , 'ð', 'd') , 'Ð', 'd') , 'š', 's') , 'Š', 's') , 'ś', 's') , 'Ś', 's')
      , 'ž', 'z') , 'Ž', 'z') , 'ż', 'z') , 'Ż', 'z')
  ) VIRTUAL;
-- Before the old one goes, which then is not the last of the table's columns.
ALTER TABLE owners ADD COLUMN sorted_name TEXT NOT NULL GENERATED ALWAYS AS (lower(
  CASE
    WHEN octet_length(shown_name) = length(shown_name) THEN shown_name
    WHEN octet_length(name_spanish) = length(name_spanish) THEN name_spanish
    ELSE name_plain
  END
)) VIRTUAL;
ALTER TABLE owners DROP COLUMN sort_name;
ALTER TABLE owners RENAME COLUMN sorted_name TO sort_name;
-- The owners' list in its default order, past the deactivated without a look at the wide rows.
CREATE INDEX owners_by_name ON owners (sort_name, id, is_active);
-- What figures, counts and lists read of the owners themselves, in the order of their ids, without their wide rows.
CREATE INDEX owners_in_short ON owners (
  id, is_active, hand_tier, blocked_at, anonymised_at, created_at, city, acquisition_source, sort_name
);

-- V29__edits.sql
-- Where the clinic's medians stand among the owners that have a gap, so that a visit moves them by a look at the rows
-- near by, not by a sum over all of figure_gaps.
ALTER TABLE figures_state ADD COLUMN visit_gap_owners INTEGER NOT NULL DEFAULT 0;
ALTER TABLE figures_state ADD COLUMN visit_gap_below INTEGER NOT NULL DEFAULT 0; -- whose gap is less than the median in whole half days
ALTER TABLE figures_state ADD COLUMN purchase_gap_owners INTEGER NOT NULL DEFAULT 0;
ALTER TABLE figures_state ADD COLUMN purchase_gap_below INTEGER NOT NULL DEFAULT 0;
UPDATE figures_state SET
  visit_gap_owners = (SELECT coalesce(sum(owners), 0) FROM figure_gaps WHERE kind = 'visits'),
  visit_gap_below = (SELECT coalesce(sum(owners), 0) FROM figure_gaps
    WHERE kind = 'visits' AND gap_halves < coalesce(visit_gap_quarters / 2, 0)),
  purchase_gap_owners = (SELECT coalesce(sum(owners), 0) FROM figure_gaps WHERE kind = 'purchases'),
  purchase_gap_below = (SELECT coalesce(sum(owners), 0) FROM figure_gaps
    WHERE kind = 'purchases' AND gap_halves < coalesce(purchase_gap_quarters / 2, 0));

-- V30__checks.sql
-- A closed list of three words and more, asked by IN in a CHECK, is put into a table of its own for every row that is
-- written, and that took more than half of the time of an insert. Asked word by word it costs a few comparisons. The
-- rules are the same, and so is every page of the tables: only their text in the schema is exchanged, which SQLite
-- allows for such a change (https://sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema Changes").
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, '(contact_preference IN (''email'', ''sms'', ''whatsapp'', ''phone''))',
  '(contact_preference = ''email'' OR contact_preference = ''sms'' OR contact_preference = ''whatsapp'' OR contact_preference = ''phone'')') WHERE type = 'table' AND name = 'owners';
UPDATE sqlite_schema SET sql = replace(sql, '(preferred_contact_time IN (''morning'', ''afternoon'', ''evening''))',
  '(preferred_contact_time = ''morning'' OR preferred_contact_time = ''afternoon'' OR preferred_contact_time = ''evening'')') WHERE type = 'table' AND name = 'owners';
UPDATE sqlite_schema SET sql = replace(sql, '(reminder_preference IN (''none'', ''2h'', ''24h'', ''48h'', ''1w''))',
  '(reminder_preference = ''none'' OR reminder_preference = ''2h'' OR reminder_preference = ''24h'' OR reminder_preference = ''48h'' OR reminder_preference = ''1w'')') WHERE type = 'table' AND name = 'owners';
UPDATE sqlite_schema SET sql = replace(sql, '(acquisition_source IN (''referral'', ''google'', ''facebook'', ''instagram'', ''walk_in'', ''event'', ''other''))',
  '(acquisition_source = ''referral'' OR acquisition_source = ''google'' OR acquisition_source = ''facebook'' OR acquisition_source = ''instagram'' OR acquisition_source = ''walk_in'' OR acquisition_source = ''event'' OR acquisition_source = ''other'')') WHERE type = 'table' AND name = 'owners';
UPDATE sqlite_schema SET sql = replace(sql, '(hand_tier IN (''new'', ''regular'', ''vip'', ''professional''))',
  '(hand_tier = ''new'' OR hand_tier = ''regular'' OR hand_tier = ''vip'' OR hand_tier = ''professional'')') WHERE type = 'table' AND name = 'owners';
UPDATE sqlite_schema SET sql = replace(sql, '(purpose IN (''marketing'', ''newsletters'', ''promotions'', ''appointment_reminders'', ''vaccination_reminders'', ''birthday_messages''))',
  '(purpose = ''marketing'' OR purpose = ''newsletters'' OR purpose = ''promotions'' OR purpose = ''appointment_reminders'' OR purpose = ''vaccination_reminders'' OR purpose = ''birthday_messages'')') WHERE type = 'table' AND name = 'consents';
UPDATE sqlite_schema SET sql = replace(sql, '(channel IN (''email'', ''sms'', ''whatsapp'', ''phone''))',
  '(channel = ''email'' OR channel = ''sms'' OR channel = ''whatsapp'' OR channel = ''phone'')') WHERE type = 'table' AND name = 'consents';
UPDATE sqlite_schema SET sql = replace(sql, '(status IN (''active'', ''deceased'', ''transferred''))',
  '(status = ''active'' OR status = ''deceased'' OR status = ''transferred'')') WHERE type = 'table' AND name = 'pets';
UPDATE sqlite_schema SET sql = replace(sql, '(kind IN (''routine'', ''emergency'', ''surgery'', ''grooming'', ''boarding'', ''vaccination'', ''other''))',
  '(kind = ''routine'' OR kind = ''emergency'' OR kind = ''surgery'' OR kind = ''grooming'' OR kind = ''boarding'' OR kind = ''vaccination'' OR kind = ''other'')') WHERE type = 'table' AND name = 'appointments';
UPDATE sqlite_schema SET sql = replace(sql, '(status IN (''scheduled'', ''completed'', ''cancelled'', ''no_show''))',
  '(status = ''scheduled'' OR status = ''completed'' OR status = ''cancelled'' OR status = ''no_show'')') WHERE type = 'table' AND name = 'appointments';
UPDATE sqlite_schema SET sql = replace(sql, '(status IN (''draft'', ''issued'', ''paid'', ''void'', ''refunded''))',
  '(status = ''draft'' OR status = ''issued'' OR status = ''paid'' OR status = ''void'' OR status = ''refunded'')') WHERE type = 'table' AND name = 'invoices';
UPDATE sqlite_schema SET sql = replace(sql, '(payment_status IN (''pending'', ''paid'', ''refunded'', ''cancelled'', ''failed''))',
  '(payment_status = ''pending'' OR payment_status = ''paid'' OR payment_status = ''refunded'' OR payment_status = ''cancelled'' OR payment_status = ''failed'')') WHERE type = 'table' AND name = 'orders';
UPDATE sqlite_schema SET sql = replace(sql, '(visibility IN (''printable'', ''internal'', ''private''))',
  '(visibility = ''printable'' OR visibility = ''internal'' OR visibility = ''private'')') WHERE type = 'table' AND name = 'notes';
UPDATE sqlite_schema SET sql = replace(sql, '(kind IN (''call'', ''email'', ''chat'', ''visit'', ''sms'', ''whatsapp'', ''ai_chat'', ''review'', ''complaint'', ''feedback'', ''referral''))',
  '(kind = ''call'' OR kind = ''email'' OR kind = ''chat'' OR kind = ''visit'' OR kind = ''sms'' OR kind = ''whatsapp'' OR kind = ''ai_chat'' OR kind = ''review'' OR kind = ''complaint'' OR kind = ''feedback'' OR kind = ''referral'')') WHERE type = 'table' AND name = 'interactions';
UPDATE sqlite_schema SET sql = replace(sql, '(channel IN (''phone'', ''email'', ''chat'', ''in_person'', ''sms'', ''whatsapp'', ''social''))',
  '(channel = ''phone'' OR channel = ''email'' OR channel = ''chat'' OR channel = ''in_person'' OR channel = ''sms'' OR channel = ''whatsapp'' OR channel = ''social'')') WHERE type = 'table' AND name = 'interactions';
UPDATE sqlite_schema SET sql = replace(sql, '(sentiment IN (''positive'', ''neutral'', ''negative''))',
  '(sentiment = ''positive'' OR sentiment = ''neutral'' OR sentiment = ''negative'')') WHERE type = 'table' AND name = 'interactions';
UPDATE sqlite_schema SET sql = replace(sql, '(channel IN (''email'', ''sms'', ''whatsapp'', ''phone'', ''letter''))',
  '(channel = ''email'' OR channel = ''sms'' OR channel = ''whatsapp'' OR channel = ''phone'' OR channel = ''letter'')') WHERE type = 'table' AND name = 'messages';
UPDATE sqlite_schema SET sql = replace(sql, '(status IN (''draft'', ''queued'', ''sent'', ''delivered'', ''opened'', ''clicked'', ''answered'', ''failed'', ''received''))',
  '(status = ''draft'' OR status = ''queued'' OR status = ''sent'' OR status = ''delivered'' OR status = ''opened'' OR status = ''clicked'' OR status = ''answered'' OR status = ''failed'' OR status = ''received'')') WHERE type = 'table' AND name = 'messages';
UPDATE sqlite_schema SET sql = replace(sql, '(sentiment IN (''positive'', ''neutral'', ''negative''))',
  '(sentiment = ''positive'' OR sentiment = ''neutral'' OR sentiment = ''negative'')') WHERE type = 'table' AND name = 'feedback';
UPDATE sqlite_schema SET sql = replace(sql, '(source IN (''web'', ''mobile'', ''email'', ''in_person'', ''phone'', ''other''))',
  '(source = ''web'' OR source = ''mobile'' OR source = ''email'' OR source = ''in_person'' OR source = ''phone'' OR source = ''other'')') WHERE type = 'table' AND name = 'feedback';
UPDATE sqlite_schema SET sql = replace(sql, '(kind IN (''earn'', ''redeem'', ''expire'', ''adjust'', ''reverse'', ''opening''))',
  '(kind = ''earn'' OR kind = ''redeem'' OR kind = ''expire'' OR kind = ''adjust'' OR kind = ''reverse'' OR kind = ''opening'')') WHERE type = 'table' AND name = 'loyalty_entries';
UPDATE sqlite_schema SET sql = replace(sql, '(churn_risk IN (''none'', ''low'', ''medium'', ''high''))',
  '(churn_risk = ''none'' OR churn_risk = ''low'' OR churn_risk = ''medium'' OR churn_risk = ''high'')') WHERE type = 'table' AND name = 'owner_figures';
UPDATE sqlite_schema SET sql = replace(sql, '(lifecycle IN (''lead'', ''first_visit'', ''active'', ''vip'', ''at_risk'', ''churned'', ''closed''))',
  '(lifecycle = ''lead'' OR lifecycle = ''first_visit'' OR lifecycle = ''active'' OR lifecycle = ''vip'' OR lifecycle = ''at_risk'' OR lifecycle = ''churned'' OR lifecycle = ''closed'')') WHERE type = 'table' AND name = 'owner_figures';
UPDATE sqlite_schema SET sql = replace(sql, '(tier IN (''new'', ''regular'', ''vip'', ''professional''))',
  '(tier = ''new'' OR tier = ''regular'' OR tier = ''vip'' OR tier = ''professional'')') WHERE type = 'table' AND name = 'owner_figures';
UPDATE sqlite_schema SET sql = replace(sql, '(visit_pattern IN (''emergency'', ''seasonal'', ''regular'', ''occasional''))',
  '(visit_pattern = ''emergency'' OR visit_pattern = ''seasonal'' OR visit_pattern = ''regular'' OR visit_pattern = ''occasional'')') WHERE type = 'table' AND name = 'owner_figures';
PRAGMA writable_schema = RESET;
-- Other connections read the schema anew when it changes in a way they are told of.
CREATE INDEX schema_changes ON figures_state (id);
DROP INDEX schema_changes;

-- V31__pets.sql
-- Pets change hands, have a list of their own, and what is written about one that died must not go out.

-- A pet went from one owner to another. The pet's row says whose it is now; these say whose it was.
CREATE TABLE pet_transfers (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  pet_id INTEGER NOT NULL REFERENCES pets (id) ON DELETE CASCADE,
  from_owner_id INTEGER REFERENCES owners (id) ON DELETE SET NULL, -- null: not known any more
  to_owner_id INTEGER REFERENCES owners (id) ON DELETE SET NULL, -- null: to somebody who is no customer
  transferred_on INTEGER NOT NULL,
  reason TEXT,
  staff_id INTEGER REFERENCES staff (id) ON DELETE SET NULL,
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json))
) STRICT;
-- Whose a pet was, in the order of the days.
CREATE INDEX pet_transfers_by_pet ON pet_transfers (pet_id, transferred_on);
-- What hangs on an owner: merges move it, and an owner who goes leaves it.
CREATE INDEX pet_transfers_by_giver ON pet_transfers (from_owner_id) WHERE from_owner_id IS NOT NULL;
CREATE INDEX pet_transfers_by_taker ON pet_transfers (to_owner_id) WHERE to_owner_id IS NOT NULL;

-- About which pet a message is, so that one that waits is stopped when the pet dies.
ALTER TABLE messages ADD COLUMN pet_id INTEGER REFERENCES pets (id) ON DELETE SET NULL;
-- A pet's messages; without it an undo that takes a pet away would look at every row.
CREATE INDEX messages_by_pet ON messages (pet_id) WHERE pet_id IS NOT NULL;

-- When the next vaccination of a pet that lives here falls due (null: none): follows from its vaccinations, kept by the
-- write door.
ALTER TABLE pets ADD COLUMN next_due_on INTEGER;
UPDATE pets SET next_due_on = (
  SELECT min(v.due_on) FROM vaccinations v
  WHERE v.pet_id = pets.id AND v.due_on IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM vaccinations later
    WHERE later.pet_id = v.pet_id AND later.vaccine = v.vaccine AND later.id <> v.id
      AND (later.given_on > coalesce(v.given_on, v.due_on - 90) OR later.due_on > v.due_on)))
WHERE status = 'active';
-- A pet's name as lists are sorted: lower case, accents off, ñ after n.
ALTER TABLE pets ADD COLUMN sort_name TEXT NOT NULL GENERATED ALWAYS AS (lower(
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
      name
      , 'á', 'a') , 'à', 'a') , 'â', 'a') , 'Á', 'a')
      , 'é', 'e') , 'è', 'e') , 'ê', 'e') , 'ë', 'e') , 'É', 'e')
      , 'í', 'i') , 'ï', 'i') , 'Í', 'i')
      , 'ó', 'o') , 'ô', 'o') , 'ö', 'o') , 'Ó', 'o')
      , 'ú', 'u') , 'ü', 'u') , 'Ú', 'u')
      , 'ç', 'c')
      , 'ñ', 'n~') , 'Ñ', 'n~')
  )) VIRTUAL;
-- The pets' list in each of its orders, with all that its filters ask: past whom they do not want without a look at
-- the rows.
CREATE INDEX pets_by_name ON pets (sort_name, id, status, species, birth_on, next_due_on, owner_id);
CREATE INDEX pets_by_age ON pets (birth_on, id, status, species, next_due_on, owner_id);
CREATE INDEX pets_by_due_day ON pets (next_due_on, id, status, species, birth_on, owner_id);

-- V35__statistics.sql
-- What was said on each day, by which way and by whom: the desk's statistics and the dashboard are counted in this index
-- alone, and the rows behind the latter found in it.
CREATE INDEX interactions_by_day ON interactions (happened_on, channel, direction, handled_by, happened_at, owner_id);

-- V36__saved_views.sql
-- The owners' list as somebody keeps it: whom it shows, in which order, with which columns. The clinic's, not one person's.
CREATE TABLE saved_views (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (trim(name) <> '' AND length(name) <= 60),
  filters_json TEXT NOT NULL CHECK (json_valid(filters_json)), -- tags by their permanent ids
  sort TEXT NOT NULL DEFAULT 'name' CHECK (sort IN ('name', 'last_visit', 'days', 'spent', 'created')),
  is_descending INTEGER NOT NULL DEFAULT 0 CHECK (is_descending IN (0, 1)),
  columns_json TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(columns_json)), -- in the order shown; empty: the usual ones
  is_default INTEGER NOT NULL DEFAULT 0 CHECK (is_default IN (0, 1)), -- what the list opens with
  created_by INTEGER REFERENCES staff (id) ON DELETE SET NULL,
  created_at INTEGER NOT NULL,
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json))
) STRICT;

-- V37__dashboard.sql
-- What the dashboard counts by day, and the rows behind its figures, without a pass over all that was ever said.

-- What was promised for some days and kept; what is still owed has an index of its own.
CREATE INDEX interactions_kept ON interactions (follow_up_on, owner_id) WHERE follow_up_required = 1 AND follow_up_is_completed = 1;
-- Messages that went out on some days, and whether they were answered.
CREATE INDEX messages_by_day ON messages (sent_on, channel, status, answered_on, owner_id) WHERE direction = 'outbound';
-- What owners said in some days.
CREATE INDEX feedback_by_day ON feedback (received_on, rating, owner_id);

-- V39__shortcuts.sql
-- Narrow rows that segments are counted by: what would cost a look at every purchase or every vaccination.

-- Who bought from which category of product, and when first and last. An import of many owners drops them; they are
-- built anew beside the work, and `shortcuts_state` has a row only while they hold.
CREATE TABLE category_buyers (
  category TEXT NOT NULL, -- without accents and capitals
  owner_id INTEGER NOT NULL, -- no reference: a cascade would look through the whole table for her
  first_on INTEGER NOT NULL,
  last_on INTEGER NOT NULL, -- it may lie ahead: what day counts is asked when read
  PRIMARY KEY (category, owner_id)
) STRICT, WITHOUT ROWID;

-- At most one row, and none while what an import dropped is not built: for which products and categories
-- `category_buyers` holds.
CREATE TABLE shortcuts_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  products_hash TEXT NOT NULL,
  spent_on INTEGER NOT NULL -- the day that `recent_spending` holds for
) STRICT;

-- The days on which a vaccination of an owner's pets falls due for which no later one stands.
CREATE TABLE vaccinations_awaited (
  owner_id INTEGER NOT NULL, -- no reference, likewise
  due_on INTEGER NOT NULL,
  PRIMARY KEY (owner_id, due_on)
) STRICT, WITHOUT ROWID;
-- Whose vaccination falls due in a period.
CREATE INDEX vaccinations_awaited_by_day ON vaccinations_awaited (due_on, owner_id);

-- The species of an owner's living pets, each between two marks (character 31): null until they are looked up.
ALTER TABLE owner_figures ADD COLUMN species TEXT;
DROP INDEX owner_figures_for_segments;
-- The figures that rules compare most, in one narrow walk; what somebody spent narrows it to a range.
CREATE INDEX owner_figures_for_segments ON owner_figures (
  total_spent_cents, last_visit_on, lifecycle, churn_risk, tier, total_visits, next_appointment_on, value_score, species
);

-- What owners spent in the last 12 months, as of the day in `shortcuts_state`.
CREATE TABLE recent_spending (
  owner_id INTEGER PRIMARY KEY, -- no reference, likewise
  spent_cents INTEGER NOT NULL,
  changes_on INTEGER -- the first day on which it changes by the calendar alone; null: never
) STRICT;
-- Who spent the most.
CREATE INDEX recent_spending_by_amount ON recent_spending (spent_cents DESC, owner_id);
-- At midnight: whose sum changes today.
CREATE INDEX recent_spending_changing ON recent_spending (changes_on) WHERE changes_on IS NOT NULL;

INSERT INTO vaccinations_awaited (owner_id, due_on)
SELECT DISTINCT p.owner_id, v.due_on
FROM vaccinations v
JOIN pets p ON p.id = v.pet_id
WHERE v.due_on IS NOT NULL AND p.status = 'active'
  AND NOT EXISTS (
    SELECT 1 FROM vaccinations n
    WHERE n.pet_id = v.pet_id AND n.vaccine = v.vaccine AND n.id <> v.id
      AND (n.given_on > coalesce(v.given_on, v.due_on - 90) OR n.due_on > v.due_on));

-- V40__segment_members.sql
-- Who is in a segment, as it was counted last: the next counting tells by it who entered and who left.
CREATE TABLE segment_members (
  segment_id INTEGER PRIMARY KEY REFERENCES segments (id) ON DELETE CASCADE,
  begun_on INTEGER NOT NULL, -- the day from which entries and exits are noted
  criteria TEXT NOT NULL, -- by which rules: under others, all begins anew
  owner_bits BLOB NOT NULL -- a bit an owner, by the owner's id
) STRICT;

-- Who entered and who left a segment on a day: at the day's end, for who does both on one day has done neither.
CREATE TABLE segment_moves (
  segment_id INTEGER NOT NULL REFERENCES segments (id) ON DELETE CASCADE,
  moved_on INTEGER NOT NULL,
  owner_id INTEGER NOT NULL, -- no reference: an owner who is gone has left
  is_in INTEGER NOT NULL CHECK (is_in IN (0, 1)),
  PRIMARY KEY (segment_id, moved_on, owner_id)
) STRICT, WITHOUT ROWID;

-- V41__loyalty.sql
-- What a purchase is worth in points: an entry on a purchase says what it settled, so that no purchase earns twice,
-- whatever is paid, refunded, undone and done again.
-- `invoice/…` or `order/…` with the purchase's permanent id: it outlives the row that an undo takes away.
ALTER TABLE loyalty_entries ADD COLUMN purchase TEXT;
-- The points that the purchase is worth from this entry on.
ALTER TABLE loyalty_entries ADD COLUMN due_points INTEGER;
-- The net spending that earned a point then.
ALTER TABLE loyalty_entries ADD COLUMN point_cents INTEGER;
-- Points that should have gone and were used already.
ALTER TABLE loyalty_entries ADD COLUMN shortfall INTEGER NOT NULL DEFAULT 0 CHECK (shortfall >= 0);
-- What a purchase has earned.
CREATE INDEX loyalty_entries_by_purchase ON loyalty_entries (purchase) WHERE purchase IS NOT NULL;
-- Entries of a purchase that goes, or that came with an import.
CREATE INDEX loyalty_entries_by_invoice ON loyalty_entries (invoice_id) WHERE invoice_id IS NOT NULL;
CREATE INDEX loyalty_entries_by_order ON loyalty_entries (order_id) WHERE order_id IS NOT NULL;
-- What takes an entry back.
CREATE INDEX loyalty_entries_by_reversed ON loyalty_entries (reverses_id) WHERE reverses_id IS NOT NULL;

-- The balance of each owner with entries, and what expires next: follows from the ledger, never typed in.
CREATE TABLE loyalty_balances (
  owner_id INTEGER PRIMARY KEY REFERENCES owners (id) ON DELETE CASCADE,
  points INTEGER NOT NULL,
  next_expiry_on INTEGER, -- null: nothing expires
  next_expiry_points INTEGER NOT NULL DEFAULT 0
) STRICT;
-- The balances, the largest first.
CREATE INDEX loyalty_balances_by_points ON loyalty_balances (points, owner_id);
-- Whose points expire, soonest first.
CREATE INDEX loyalty_balances_by_expiry ON loyalty_balances (next_expiry_on, owner_id, next_expiry_points) WHERE next_expiry_on IS NOT NULL;
-- No programme runs in a clinic of an older version: nothing expires.
INSERT INTO loyalty_balances (owner_id, points) SELECT owner_id, sum(points) FROM loyalty_entries GROUP BY owner_id;

-- V42__payments.sql
-- What was paid and given back, when and how: an invoice may be paid in parts. One that came paid from elsewhere has no
-- rows here, and is paid all the same.
CREATE TABLE payments (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  invoice_id INTEGER REFERENCES invoices (id) ON DELETE CASCADE,
  order_id INTEGER REFERENCES orders (id) ON DELETE CASCADE,
  paid_on INTEGER NOT NULL,
  amount_cents INTEGER NOT NULL CHECK (amount_cents <> 0), -- negative: given back
  method TEXT, -- open: cash, card, transfer, other
  reason TEXT, -- why it was given back
  staff_id INTEGER REFERENCES staff (id) ON DELETE SET NULL,
  created_at INTEGER NOT NULL,
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json)),
  CHECK ((invoice_id IS NULL) <> (order_id IS NULL))
) STRICT;
-- What was paid of an invoice, and of an order.
CREATE INDEX payments_by_invoice ON payments (invoice_id, amount_cents, paid_on) WHERE invoice_id IS NOT NULL;
CREATE INDEX payments_by_order ON payments (order_id, amount_cents, paid_on) WHERE order_id IS NOT NULL;

-- The list of sales, newest first, and its sums: all of them, those that are paid among them, and the few others by
-- what they are.
CREATE INDEX invoices_by_day ON invoices (issued_on, id, status, total_cents, refunded_cents);
CREATE INDEX invoices_by_status ON invoices (status, issued_on, id, total_cents, refunded_cents) WHERE status <> 'paid';
CREATE INDEX orders_by_day ON orders (ordered_on, id, payment_status, total_cents, refunded_cents, invoice_id);
CREATE INDEX orders_by_status ON orders (payment_status, ordered_on, id, total_cents, refunded_cents, invoice_id) WHERE payment_status <> 'paid';
-- A number stands once, and the next one is proposed.
CREATE INDEX invoices_by_number ON invoices (number);
CREATE INDEX orders_by_number ON orders (number) WHERE number IS NOT NULL;

-- What was said, newest first.
CREATE INDEX feedback_in_order ON feedback (received_on, id);
-- What was said of a service in a month.
CREATE INDEX feedback_by_day_and_service ON feedback (received_on, service_type, rating);

-- The follow-up that a low rating opened.
ALTER TABLE feedback ADD COLUMN interaction_id INTEGER REFERENCES interactions (id) ON DELETE SET NULL;
-- An interaction that goes.
CREATE INDEX feedback_by_interaction ON feedback (interaction_id) WHERE interaction_id IS NOT NULL;

-- V45__plain_letters.sql
-- The steps that take a letter to the one it comes from are taken for the names that need them: the engine computes all
-- of a row's columns whenever the row changes, and most names are written with the letters of Spanish.
-- Each looks at the name itself: a column that looked at the step before it would have it computed twice, and so on.
DROP INDEX owners_by_name;
DROP INDEX owners_in_short;
ALTER TABLE owners ADD COLUMN spanish_letters TEXT GENERATED ALWAYS AS (CASE WHEN shown_name GLOB '*[^ -~]*' THEN
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(
      shown_name
      , 'á', 'a') , 'é', 'e') , 'í', 'i') , 'ó', 'o') , 'ú', 'u') , 'ü', 'u')
      , 'ñ', 'n~') , 'Á', 'a') , 'É', 'e') , 'Í', 'i') , 'Ó', 'o') , 'Ú', 'u')
      , 'Ü', 'u') , 'Ñ', 'n~')
  END) VIRTUAL;
ALTER TABLE owners ADD COLUMN small_letters TEXT GENERATED ALWAYS AS (CASE WHEN shown_name GLOB '*[^ -~áéíóúüñÁÉÍÓÚÜÑ]*' THEN
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
      spanish_letters
      , 'à', 'a') , 'â', 'a') , 'ä', 'a') , 'ã', 'a') , 'å', 'a') , 'è', 'e')
      , 'ê', 'e') , 'ë', 'e') , 'ì', 'i') , 'î', 'i') , 'ï', 'i') , 'ò', 'o')
      , 'ô', 'o') , 'ö', 'o') , 'õ', 'o') , 'ø', 'o') , 'ù', 'u') , 'û', 'u')
      , 'ç', 'c') , 'ý', 'y') , 'æ', 'ae') , 'œ', 'oe') , 'ß', 'ss') , 'ẞ', 'ss')
  END) VIRTUAL;
ALTER TABLE owners ADD COLUMN capital_letters TEXT GENERATED ALWAYS AS (CASE WHEN shown_name GLOB '*[^ -~áéíóúüñÁÉÍÓÚÜÑ]*' THEN
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
      small_letters
      , 'À', 'a') , 'Â', 'a') , 'Ä', 'a') , 'Ã', 'a') , 'Å', 'a') , 'È', 'e')
      , 'Ê', 'e') , 'Ë', 'e') , 'Ì', 'i') , 'Î', 'i') , 'Ï', 'i') , 'Ò', 'o')
      , 'Ô', 'o') , 'Ö', 'o') , 'Õ', 'o') , 'Ø', 'o') , 'Ù', 'u') , 'Û', 'u')
      , 'Ç', 'c') , 'Ý', 'y') , 'Æ', 'ae') , 'Œ', 'oe') , 'ł', 'l') , 'Ł', 'l')
  END) VIRTUAL;
ALTER TABLE owners ADD COLUMN plain_letters TEXT GENERATED ALWAYS AS (CASE WHEN shown_name GLOB '*[^ -~áéíóúüñÁÉÍÓÚÜÑ]*' THEN
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(replace(replace(
      capital_letters
      , 'č', 'c') , 'Č', 'c') , 'ć', 'c') , 'Ć', 'c') , 'đ', 'd') , 'Đ', 'd')
      , 'ð', 'd') , 'Ð', 'd') , 'š', 's') , 'Š', 's') , 'ś', 's') , 'Ś', 's')
      , 'ž', 'z') , 'Ž', 'z') , 'ż', 'z') , 'Ż', 'z')
  END) VIRTUAL;
ALTER TABLE owners ADD COLUMN sorted_name TEXT NOT NULL GENERATED ALWAYS AS (lower(
  CASE WHEN shown_name GLOB '*[^ -~áéíóúüñÁÉÍÓÚÜÑ]*' THEN plain_letters WHEN shown_name GLOB '*[^ -~]*' THEN spanish_letters ELSE shown_name END
)) VIRTUAL;
ALTER TABLE owners DROP COLUMN sort_name;
ALTER TABLE owners DROP COLUMN name_plain;
ALTER TABLE owners DROP COLUMN name_capitals;
ALTER TABLE owners DROP COLUMN name_small;
ALTER TABLE owners DROP COLUMN name_spanish;
ALTER TABLE owners RENAME COLUMN sorted_name TO sort_name;
-- The owners' list in its default order, past the deactivated without a look at the wide rows.
CREATE INDEX owners_by_name ON owners (sort_name, id, is_active);
-- What figures, counts and lists read of the owners themselves, in the order of their ids, without their wide rows.
CREATE INDEX owners_in_short ON owners (
  id, is_active, hand_tier, blocked_at, anonymised_at, created_at, city, acquisition_source, sort_name
);

-- V46__buyers_of_late.sql
-- Who bought from a category since a day, without a look at those who bought from it earlier only.
CREATE INDEX category_buyers_by_last ON category_buyers (category, last_on, first_on);

-- V47__visits_breeds_chips.sql
-- Who came how often and with which species: half the time of the wide index for the rules that ask just this.
CREATE INDEX owner_figures_by_visits ON owner_figures (total_visits, species);

-- The breeds that occur, one step each, and the microchips: what the pets' list looks for a text in, beside their names.
-- Nearly all chips are digits, so a text with a letter is looked for among the others alone.
CREATE INDEX pets_by_breed ON pets (breed) WHERE breed IS NOT NULL;
CREATE INDEX pets_by_microchip ON pets (microchip) WHERE microchip IS NOT NULL;
CREATE INDEX pets_by_odd_microchip ON pets (microchip) WHERE microchip GLOB '*[^0-9]*';
-- What the pets' list asks of pets that another index named, in the order of their ids: the name it is sorted by is
-- computed, and dear to compute.
CREATE INDEX pets_in_short ON pets (id, sort_name, status, species, birth_on, next_due_on, owner_id);

-- V48__sales_and_changes_found.sql
-- How a sale's number ends: three letters of it are sought, the rest is compared in the index.
CREATE INDEX invoices_by_ending ON invoices (substr(number, -3), number, issued_on, status);
CREATE INDEX orders_by_ending ON orders (substr(number, -3), number, ordered_on, payment_status) WHERE number IS NOT NULL;

DROP INDEX invoices_by_day;
DROP INDEX invoices_by_status;
DROP INDEX orders_by_day;
DROP INDEX orders_by_status;
-- The list of sales, newest first, and its sums: with the owner, so that the newest of very many owners are found
-- without a look at the rows.
CREATE INDEX invoices_by_day ON invoices (issued_on, id, status, owner_id, total_cents, refunded_cents);
CREATE INDEX invoices_by_status ON invoices (status, issued_on, id, owner_id, total_cents, refunded_cents) WHERE status <> 'paid';
CREATE INDEX orders_by_day ON orders (ordered_on, id, payment_status, owner_id, total_cents, refunded_cents, invoice_id);
CREATE INDEX orders_by_status ON orders (payment_status, ordered_on, id, owner_id, total_cents, refunded_cents, invoice_id) WHERE payment_status <> 'paid';

DROP INDEX owner_figures_by_lifecycle;
-- Owners of one lifecycle by their last visit, with what else the list asks of figures.
CREATE INDEX owner_figures_by_lifecycle ON owner_figures (lifecycle, last_visit_on, owner_id, churn_risk, tier, total_spent_cents);

-- The history of an area, which is the first word of an action, and of a day.
CREATE INDEX changes_by_area ON changes (substr(action, 1, instr(action, '_') - 1), id, staff_id);
CREATE INDEX changes_by_moment ON changes (made_at);

-- How a phone ends is a fragment now: the search's indexes are made anew at the next opening.
DELETE FROM search_owners;

-- V49__stages_by_creation.sql
ALTER TABLE owner_figures ADD COLUMN created_at INTEGER NOT NULL DEFAULT 0; -- the owner's: what a list of a stage is sorted by
UPDATE owner_figures SET created_at = (SELECT created_at FROM owners WHERE id = owner_id);

-- Owners of a stage by their creation: the newest churned ones stand behind all who are new.
CREATE INDEX owner_figures_by_stage_and_creation ON owner_figures (lifecycle, churn_risk, tier, created_at);

-- V50__buyers_by_owner.sql
DELETE FROM shortcuts_state; -- what the table held is built anew beside the work
DROP TABLE category_buyers;
-- Who bought from which category of product, and when first and last, owner by owner: an edit asks for hers. An import of
-- many owners drops them; they are built anew beside the work, and `shortcuts_state` has a row only while they hold.
CREATE TABLE category_buyers (
  owner_id INTEGER NOT NULL, -- no reference: a cascade would look through the whole table for her
  category TEXT NOT NULL, -- without accents and capitals
  first_on INTEGER NOT NULL,
  last_on INTEGER NOT NULL, -- it may lie ahead: what day counts is asked when read
  PRIMARY KEY (owner_id, category)
) STRICT, WITHOUT ROWID;
-- Who bought from a category since a day, without a look at those who bought from it earlier only.
CREATE INDEX category_buyers_by_last ON category_buyers (category, last_on, first_on);

-- V51__spending.sql
-- What was spent in the last 365 days is one of the figures: an edit, midnight and an import keep it with the others.
DROP TABLE recent_spending;
ALTER TABLE shortcuts_state DROP COLUMN spent_on;
ALTER TABLE owner_figures ADD COLUMN year_spent_cents INTEGER NOT NULL DEFAULT 0; -- computed anew at the next opening
-- Who spent the most lately.
CREATE INDEX owner_figures_by_year_spent ON owner_figures (year_spent_cents DESC, owner_id) WHERE year_spent_cents > 0;

DROP INDEX owner_figures_for_segments;
DROP INDEX owner_figures_by_spent;
-- Owners by what they spent, with all that the list's filters and most rules ask of the figures: lists past whom they do
-- not want, and segments in one narrow walk or a range of it, without a look at the rows.
CREATE INDEX owner_figures_by_spent ON owner_figures (
  total_spent_cents, owner_id, lifecycle, churn_risk, tier, last_visit_on, total_visits, next_appointment_on, value_score,
  species
);
