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
