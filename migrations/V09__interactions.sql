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
