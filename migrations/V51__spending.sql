-- What was spent in the last 365 days is one of the figures: an edit, midnight and an import keep it with the others.
DROP TABLE recent_spending;
ALTER TABLE shortcuts_state DROP COLUMN spent_on;
ALTER TABLE owner_figures ADD COLUMN year_spent_cents INTEGER NOT NULL DEFAULT 0; -- computed anew at the next opening
-- Who spent the most lately.
CREATE INDEX owner_figures_by_year_spent ON owner_figures (year_spent_cents DESC, owner_id) WHERE year_spent_cents > 0;

DROP INDEX owner_figures_for_segments;
DROP INDEX owner_figures_by_spent;
-- Owners by what they spent, with all that the list's filters and most rules ask of the figures: lists past whom they do
-- not want, and segments in one narrow walk or a range of it, without a look at the rows.
CREATE INDEX owner_figures_by_spent ON owner_figures (
  total_spent_cents, owner_id, lifecycle, churn_risk, tier, last_visit_on, total_visits, next_appointment_on, value_score,
  species
);
