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
