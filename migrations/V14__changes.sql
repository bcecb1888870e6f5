-- Changes: one row for each thing a person did; its inverse undoes it.
CREATE TABLE changes (
  id INTEGER PRIMARY KEY,
  staff_id INTEGER REFERENCES staff (id) ON DELETE SET NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL DEFAULT '', -- what it was done to, for the toast and the history
  made_at INTEGER NOT NULL,
  undoes INTEGER REFERENCES changes (id) ON DELETE CASCADE, -- set on an undo or redo: what it took back
  undone_by INTEGER REFERENCES changes (id) ON DELETE SET NULL,
  is_undoable INTEGER NOT NULL DEFAULT 1 CHECK (is_undoable IN (0, 1))
) STRICT;
-- A person's own last change.
CREATE INDEX changes_by_staff ON changes (staff_id, id);

-- The rows a change touched, as they were before and after: null before an insert, null after a delete.
CREATE TABLE change_rows (
  id INTEGER PRIMARY KEY,
  change_id INTEGER NOT NULL REFERENCES changes (id) ON DELETE CASCADE,
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  before_json TEXT,
  after_json TEXT
) STRICT;
-- What a change did, in the order it did it.
CREATE INDEX change_rows_by_change ON change_rows (change_id, id);
-- Has this row been touched since?
CREATE INDEX change_rows_by_row ON change_rows (table_name, row_id, change_id);

-- Rows that a bulk import inserted: a range of ids per table instead of an image each.
CREATE TABLE change_ranges (
  id INTEGER PRIMARY KEY,
  change_id INTEGER NOT NULL REFERENCES changes (id) ON DELETE CASCADE,
  table_name TEXT NOT NULL,
  first_row_id INTEGER NOT NULL,
  last_row_id INTEGER NOT NULL
) STRICT;
-- What a bulk import inserted.
CREATE INDEX change_ranges_by_change ON change_ranges (change_id);
