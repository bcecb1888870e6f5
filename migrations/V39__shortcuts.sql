-- Narrow rows that segments are counted by: what would cost a look at every purchase or every vaccination.

-- Who bought from which category of product, and when first and last. An import of many owners drops them; they are
-- built anew beside the work, and `shortcuts_state` has a row only while they hold.
CREATE TABLE category_buyers (
  category TEXT NOT NULL, -- without accents and capitals
  owner_id INTEGER NOT NULL, -- no reference: a cascade would look through the whole table for her
  first_on INTEGER NOT NULL,
  last_on INTEGER NOT NULL, -- it may lie ahead: what day counts is asked when read
  PRIMARY KEY (category, owner_id)
) STRICT, WITHOUT ROWID;

-- At most one row, and none while what an import dropped is not built: for which products and categories
-- `category_buyers` holds.
CREATE TABLE shortcuts_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  products_hash TEXT NOT NULL,
  spent_on INTEGER NOT NULL -- the day that `recent_spending` holds for
) STRICT;

-- The days on which a vaccination of an owner's pets falls due for which no later one stands.
CREATE TABLE vaccinations_awaited (
  owner_id INTEGER NOT NULL, -- no reference, likewise
  due_on INTEGER NOT NULL,
  PRIMARY KEY (owner_id, due_on)
) STRICT, WITHOUT ROWID;
-- Whose vaccination falls due in a period.
CREATE INDEX vaccinations_awaited_by_day ON vaccinations_awaited (due_on, owner_id);

-- The species of an owner's living pets, each between two marks (character 31): null until they are looked up.
ALTER TABLE owner_figures ADD COLUMN species TEXT;
DROP INDEX owner_figures_for_segments;
-- The figures that rules compare most, in one narrow walk; what somebody spent narrows it to a range.
CREATE INDEX owner_figures_for_segments ON owner_figures (
  total_spent_cents, last_visit_on, lifecycle, churn_risk, tier, total_visits, next_appointment_on, value_score, species
);

-- What owners spent in the last 12 months, as of the day in `shortcuts_state`.
CREATE TABLE recent_spending (
  owner_id INTEGER PRIMARY KEY, -- no reference, likewise
  spent_cents INTEGER NOT NULL,
  changes_on INTEGER -- the first day on which it changes by the calendar alone; null: never
) STRICT;
-- Who spent the most.
CREATE INDEX recent_spending_by_amount ON recent_spending (spent_cents DESC, owner_id);
-- At midnight: whose sum changes today.
CREATE INDEX recent_spending_changing ON recent_spending (changes_on) WHERE changes_on IS NOT NULL;

INSERT INTO vaccinations_awaited (owner_id, due_on)
SELECT DISTINCT p.owner_id, v.due_on
FROM vaccinations v
JOIN pets p ON p.id = v.pet_id
WHERE v.due_on IS NOT NULL AND p.status = 'active'
  AND NOT EXISTS (
    SELECT 1 FROM vaccinations n
    WHERE n.pet_id = v.pet_id AND n.vaccine = v.vaccine AND n.id <> v.id
      AND (n.given_on > coalesce(v.given_on, v.due_on - 90) OR n.due_on > v.due_on));
