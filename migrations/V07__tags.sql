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
