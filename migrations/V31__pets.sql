-- Pets change hands, have a list of their own, and what is written about one that died must not go out.

-- A pet went from one owner to another. The pet's row says whose it is now; these say whose it was.
CREATE TABLE pet_transfers (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  pet_id INTEGER NOT NULL REFERENCES pets (id) ON DELETE CASCADE,
  from_owner_id INTEGER REFERENCES owners (id) ON DELETE SET NULL, -- null: not known any more
  to_owner_id INTEGER REFERENCES owners (id) ON DELETE SET NULL, -- null: to somebody who is no customer
  transferred_on INTEGER NOT NULL,
  reason TEXT,
  staff_id INTEGER REFERENCES staff (id) ON DELETE SET NULL,
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json))
) STRICT;
-- Whose a pet was, in the order of the days.
CREATE INDEX pet_transfers_by_pet ON pet_transfers (pet_id, transferred_on);
-- What hangs on an owner: merges move it, and an owner who goes leaves it.
CREATE INDEX pet_transfers_by_giver ON pet_transfers (from_owner_id) WHERE from_owner_id IS NOT NULL;
CREATE INDEX pet_transfers_by_taker ON pet_transfers (to_owner_id) WHERE to_owner_id IS NOT NULL;

-- About which pet a message is, so that one that waits is stopped when the pet dies.
ALTER TABLE messages ADD COLUMN pet_id INTEGER REFERENCES pets (id) ON DELETE SET NULL;
-- A pet's messages; without it an undo that takes a pet away would look at every row.
CREATE INDEX messages_by_pet ON messages (pet_id) WHERE pet_id IS NOT NULL;

-- When the next vaccination of a pet that lives here falls due (null: none): follows from its vaccinations, kept by the
-- write door.
ALTER TABLE pets ADD COLUMN next_due_on INTEGER;
UPDATE pets SET next_due_on = (
  SELECT min(v.due_on) FROM vaccinations v
  WHERE v.pet_id = pets.id AND v.due_on IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM vaccinations later
    WHERE later.pet_id = v.pet_id AND later.vaccine = v.vaccine AND later.id <> v.id
      AND (later.given_on > coalesce(v.given_on, v.due_on - 90) OR later.due_on > v.due_on)))
WHERE status = 'active';
-- A pet's name as lists are sorted: lower case, accents off, ñ after n.
ALTER TABLE pets ADD COLUMN sort_name TEXT NOT NULL GENERATED ALWAYS AS (lower(
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
      name
      , 'á', 'a') , 'à', 'a') , 'â', 'a') , 'Á', 'a')
      , 'é', 'e') , 'è', 'e') , 'ê', 'e') , 'ë', 'e') , 'É', 'e')
      , 'í', 'i') , 'ï', 'i') , 'Í', 'i')
      , 'ó', 'o') , 'ô', 'o') , 'ö', 'o') , 'Ó', 'o')
      , 'ú', 'u') , 'ü', 'u') , 'Ú', 'u')
      , 'ç', 'c')
      , 'ñ', 'n~') , 'Ñ', 'n~')
  )) VIRTUAL;
-- The pets' list in each of its orders, with all that its filters ask: past whom they do not want without a look at
-- the rows.
CREATE INDEX pets_by_name ON pets (sort_name, id, status, species, birth_on, next_due_on, owner_id);
CREATE INDEX pets_by_age ON pets (birth_on, id, status, species, next_due_on, owner_id);
CREATE INDEX pets_by_due_day ON pets (next_due_on, id, status, species, birth_on, owner_id);
