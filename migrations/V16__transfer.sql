-- Imports that were done: what came in, and from where.
CREATE TABLE import_batches (
  id INTEGER PRIMARY KEY,
  change_id INTEGER REFERENCES changes (id) ON DELETE SET NULL,
  source TEXT NOT NULL, -- the file's or folder's name, without its path
  imported_at INTEGER NOT NULL,
  summary_json TEXT NOT NULL CHECK (json_valid(summary_json))
) STRICT;

-- Rows set aside, and values that were kept but flagged.
CREATE TABLE import_rows (
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL REFERENCES import_batches (id) ON DELETE CASCADE,
  outcome TEXT NOT NULL CHECK (outcome IN ('set_aside', 'duplicate', 'flagged')),
  file TEXT NOT NULL,
  line INTEGER NOT NULL,
  column_name TEXT,
  value TEXT,
  reason TEXT NOT NULL,
  record_json TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(record_json)) -- the row as read, to be mended
) STRICT;
-- The rows of an import that want a decision.
CREATE INDEX import_rows_by_batch ON import_rows (batch_id, id);
