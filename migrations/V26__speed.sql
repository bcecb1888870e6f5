-- Indexes of the owners' list hold what its filters ask, and the search's indexes are written for many owners at once.

DROP INDEX owners_by_name;
DROP INDEX owners_by_creation;
-- The owners' list in its default order, and by when they came to the clinic; past the deactivated without a look at
-- the wide rows.
CREATE INDEX owners_by_name ON owners (sort_name, id, is_active);
CREATE INDEX owners_by_creation ON owners (created_at, id, is_active);

DROP INDEX owners_for_figures;
-- What figures, counts and lists read of the owners themselves, in the order of their ids, without their wide rows.
CREATE INDEX owners_in_short ON owners (
  id, is_active, hand_tier, blocked_at, anonymised_at, created_at, city, acquisition_source, sort_name
);

DROP INDEX owner_figures_by_spent;
DROP INDEX owner_figures_by_last_visit;
-- The owners' list sorted by what they spent, and by their last visit; past whom its filters do not want without a look
-- at the rows.
CREATE INDEX owner_figures_by_spent ON owner_figures (total_spent_cents, owner_id, lifecycle, churn_risk, tier);
CREATE INDEX owner_figures_by_last_visit ON owner_figures (last_visit_on, owner_id, lifecycle, churn_risk, tier);
-- Whom a filter of the list on stage, risk or tier means, where they are few.
CREATE INDEX owner_figures_by_stage ON owner_figures (lifecycle, churn_risk, tier, last_visit_on, total_spent_cents);

-- Owners whose entry changed since the two full-text indexes were written, with the entry that these hold (null:
-- none). A search looks at each of them; when they are many they go into the indexes together, because an index costs
-- an edit of one owner nearly as much as one of thirty.
CREATE TABLE search_waiting (
  owner_id INTEGER PRIMARY KEY, -- no reference: it must outlive the owner until the indexes forget her
  place INTEGER,
  card TEXT CHECK ((card IS NULL) = (place IS NULL))
) STRICT;
