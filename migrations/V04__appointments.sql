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
