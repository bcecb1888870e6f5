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
