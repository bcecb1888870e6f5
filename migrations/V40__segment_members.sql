-- Who is in a segment, as it was counted last: the next counting tells by it who entered and who left.
CREATE TABLE segment_members (
  segment_id INTEGER PRIMARY KEY REFERENCES segments (id) ON DELETE CASCADE,
  begun_on INTEGER NOT NULL, -- the day from which entries and exits are noted
  criteria TEXT NOT NULL, -- by which rules: under others, all begins anew
  owner_bits BLOB NOT NULL -- a bit an owner, by the owner's id
) STRICT;

-- Who entered and who left a segment on a day: at the day's end, for who does both on one day has done neither.
CREATE TABLE segment_moves (
  segment_id INTEGER NOT NULL REFERENCES segments (id) ON DELETE CASCADE,
  moved_on INTEGER NOT NULL,
  owner_id INTEGER NOT NULL, -- no reference: an owner who is gone has left
  is_in INTEGER NOT NULL CHECK (is_in IN (0, 1)),
  PRIMARY KEY (segment_id, moved_on, owner_id)
) STRICT, WITHOUT ROWID;
