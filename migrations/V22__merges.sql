-- Sizes of segments get an id, as every table has whose rows come and go with imports.
DROP TABLE segment_sizes;
-- A segment's size, one row a day.
CREATE TABLE segment_sizes (
  id INTEGER PRIMARY KEY,
  segment_id INTEGER NOT NULL REFERENCES segments (id) ON DELETE CASCADE,
  measured_on INTEGER NOT NULL,
  member_count INTEGER NOT NULL,
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json)),
  UNIQUE (segment_id, measured_on)
) STRICT;

-- Two owners that turned out to be one. The merged one stays, deactivated; what was moved is known, so that a merge can
-- be taken back at any later time.
CREATE TABLE merges (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  survivor_id INTEGER NOT NULL REFERENCES owners (id) ON DELETE CASCADE,
  merged_id INTEGER NOT NULL REFERENCES owners (id) ON DELETE CASCADE CHECK (merged_id <> survivor_id),
  merged_at INTEGER NOT NULL,
  staff_id INTEGER REFERENCES staff (id) ON DELETE SET NULL,
  was_active INTEGER NOT NULL DEFAULT 1 CHECK (was_active IN (0, 1)), -- the merged owner, before
  fields_json TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(fields_json)), -- the survivor's fields that the merge changed: before and after
  moved_json TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(moved_json)), -- external ids of the rows that were moved, by table and column
  unmerged_at INTEGER, -- null: it holds
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json))
) STRICT;
-- Nobody is merged into two owners at once; and what became of an owner.
CREATE UNIQUE INDEX merges_by_merged ON merges (merged_id) WHERE unmerged_at IS NULL;
-- Who was merged into an owner.
CREATE INDEX merges_by_survivor ON merges (survivor_id, merged_at);

-- Pairs that look like one owner and are two: a person said so.
CREATE TABLE distinct_owners (
  id INTEGER PRIMARY KEY,
  owner_id INTEGER NOT NULL REFERENCES owners (id) ON DELETE CASCADE,
  other_id INTEGER NOT NULL REFERENCES owners (id) ON DELETE CASCADE CHECK (other_id <> owner_id),
  decided_at INTEGER NOT NULL,
  staff_id INTEGER REFERENCES staff (id) ON DELETE SET NULL,
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json)),
  UNIQUE (owner_id, other_id)
) STRICT;
-- Either of the two may be asked for.
CREATE INDEX distinct_owners_by_other ON distinct_owners (other_id);
