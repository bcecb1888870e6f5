-- Segments ask all owners many questions: these indexes answer the common ones without a look at the tables.

-- The figures that rules compare most, in one narrow walk; what somebody spent narrows it to a range.
CREATE INDEX owner_figures_for_segments ON owner_figures (total_spent_cents, last_visit_on, lifecycle, churn_risk, tier, total_visits, next_appointment_on, value_score);

DROP INDEX pets_by_species;
-- The species that occur, one step each; and the owners of living pets of one, in the order of their ids.
CREATE INDEX pets_by_species ON pets (species, status, owner_id);

-- The words that owners have for what rules ask, one step each; and the owners who have one.
CREATE INDEX owners_by_kind ON owners (kind);
CREATE INDEX owners_by_language ON owners (preferred_language);
CREATE INDEX owners_by_contact_preference ON owners (contact_preference);
CREATE INDEX owners_by_source ON owners (acquisition_source) WHERE acquisition_source IS NOT NULL;
CREATE INDEX owners_by_nationality ON owners (nationality) WHERE nationality IS NOT NULL;
CREATE INDEX owners_by_region ON owners (region) WHERE region IS NOT NULL;

-- Who bought a product.
CREATE INDEX order_items_by_product ON order_items (product_id, order_id) WHERE product_id IS NOT NULL;
CREATE INDEX invoice_lines_by_product ON invoice_lines (product_id, invoice_id) WHERE product_id IS NOT NULL;

-- Vaccinations: all that tells whether one is still due stands in the indexes.
DROP INDEX vaccinations_by_pet;
DROP INDEX vaccinations_by_due_day;
-- A pet's vaccinations, and whether a later one stands for one that is due.
CREATE INDEX vaccinations_by_pet ON vaccinations (pet_id, due_on, vaccine, given_on);
-- What falls due in a period, over all pets.
CREATE INDEX vaccinations_by_due_day ON vaccinations (due_on, pet_id, vaccine, given_on) WHERE due_on IS NOT NULL;
