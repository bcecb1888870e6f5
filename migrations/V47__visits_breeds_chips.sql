-- Who came how often and with which species: half the time of the wide index for the rules that ask just this.
CREATE INDEX owner_figures_by_visits ON owner_figures (total_visits, species);

-- The breeds that occur, one step each, and the microchips: what the pets' list looks for a text in, beside their names.
-- Nearly all chips are digits, so a text with a letter is looked for among the others alone.
CREATE INDEX pets_by_breed ON pets (breed) WHERE breed IS NOT NULL;
CREATE INDEX pets_by_microchip ON pets (microchip) WHERE microchip IS NOT NULL;
CREATE INDEX pets_by_odd_microchip ON pets (microchip) WHERE microchip GLOB '*[^0-9]*';
-- What the pets' list asks of pets that another index named, in the order of their ids: the name it is sorted by is
-- computed, and dear to compute.
CREATE INDEX pets_in_short ON pets (id, sort_name, status, species, birth_on, next_due_on, owner_id);
