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
