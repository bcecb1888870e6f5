CREATE TABLE pets (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  owner_id INTEGER NOT NULL REFERENCES owners (id) ON DELETE CASCADE,
  name TEXT NOT NULL CHECK (trim(name) <> ''),
  species TEXT NOT NULL DEFAULT 'other', -- open: dog, cat, bird, rabbit, reptile, rodent, fish, horse, other
  breed TEXT,
  sex TEXT CHECK (sex IN ('male', 'female')),
  is_neutered INTEGER CHECK (is_neutered IN (0, 1)), -- null: not known
  birth_on INTEGER,
  is_birth_estimated INTEGER NOT NULL DEFAULT 0 CHECK (is_birth_estimated IN (0, 1)),
  colour TEXT,
  microchip TEXT,
  weight_g INTEGER CHECK (weight_g > 0),
  status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'deceased', 'transferred')),
  deceased_on INTEGER,
  notes TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json))
) STRICT;
-- An owner's pets; living ones decide the lifecycle, so what became of each stands in the index, and lists are
-- filtered by the species of those.
CREATE INDEX pets_by_owner ON pets (owner_id, status, deceased_on, species);
-- The few that do not live here any more, so that the others are counted without a look at each.
CREATE INDEX pets_gone ON pets (status) WHERE status <> 'active';
-- The species that occur, one step each.
CREATE INDEX pets_by_species ON pets (species);
-- Whose birthday it is.
CREATE INDEX pets_by_birthday ON pets (strftime('%m%d', birth_on * 86400, 'unixepoch')) WHERE birth_on IS NOT NULL;

CREATE TABLE vaccinations (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  pet_id INTEGER NOT NULL REFERENCES pets (id) ON DELETE CASCADE,
  vaccine TEXT NOT NULL CHECK (trim(vaccine) <> ''),
  given_on INTEGER,
  due_on INTEGER,
  staff_id INTEGER REFERENCES staff (id) ON DELETE SET NULL,
  extra_json TEXT CHECK (extra_json IS NULL OR json_valid(extra_json))
) STRICT;
-- A pet's vaccinations, and whether a later one stands for one that is due.
CREATE INDEX vaccinations_by_pet ON vaccinations (pet_id, due_on);
-- What falls due in a period, over all pets.
CREATE INDEX vaccinations_by_due_day ON vaccinations (due_on, pet_id) WHERE due_on IS NOT NULL;
