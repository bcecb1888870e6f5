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
