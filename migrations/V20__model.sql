-- What the models of buying need of an owner beside the figures: with these, a score is a formula and no look at
-- the purchases.
ALTER TABLE owner_figures ADD COLUMN first_purchase_on INTEGER;
ALTER TABLE owner_figures ADD COLUMN purchase_days INTEGER NOT NULL DEFAULT 0; -- distinct days with a purchase
ALTER TABLE owner_figures ADD COLUMN first_purchase_cents INTEGER NOT NULL DEFAULT 0; -- net amount of the first of them

-- Who is at stake: of the owners in a stage, what the lists read, without the rest of the figures.
CREATE INDEX owner_figures_by_lifecycle ON owner_figures (lifecycle, last_visit_on, owner_id);

-- The models as they were fitted last: from the purchases, and from the visits.
CREATE TABLE model_fits (
  id INTEGER PRIMARY KEY,
  basis TEXT NOT NULL UNIQUE CHECK (basis IN ('purchases', 'visits')),
  fitted_on INTEGER NOT NULL, -- the day that it holds for
  fitted_at INTEGER NOT NULL,
  last_change INTEGER NOT NULL, -- the clinic's last change when it was fitted: without a later one it is exact
  events INTEGER NOT NULL, -- purchases or visits that it was fitted on: when they are many more, it is fitted anew
  fit_json TEXT NOT NULL CHECK (json_valid(fit_json)) -- who speaks, parameters, log-likelihoods, the hold-out check
) STRICT;
