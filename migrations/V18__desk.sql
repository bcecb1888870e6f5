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
