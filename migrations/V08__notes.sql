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
