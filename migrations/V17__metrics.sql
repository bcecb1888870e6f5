-- Figures kept per owner: derived from the facts, never typed in. Figures that move with every day (days
-- since, churn score, estimates) are computed when read; the rest hold until `stale_on`.
CREATE TABLE owner_figures (
  owner_id INTEGER PRIMARY KEY REFERENCES owners (id) ON DELETE CASCADE,
  first_visit_on INTEGER,
  last_visit_on INTEGER,
  total_visits INTEGER NOT NULL,
  total_appointments INTEGER NOT NULL,
  cancelled_appointments INTEGER NOT NULL,
  no_show_count INTEGER NOT NULL,
  next_appointment_on INTEGER, -- the earliest scheduled day after today: the owner is booked
  total_spent_cents INTEGER NOT NULL,
  order_count INTEGER NOT NULL,
  last_purchase_on INTEGER,
  visit_gap_halves INTEGER, -- median days between visits, in half days: exact
  purchase_gap_halves INTEGER, -- likewise between purchases
  messages_sent INTEGER NOT NULL,
  messages_responded INTEGER NOT NULL,
  interaction_count INTEGER NOT NULL,
  last_interaction_on INTEGER,
  last_engagement_on INTEGER,
  referral_count INTEGER NOT NULL,
  value_score INTEGER NOT NULL,
  engagement_score INTEGER NOT NULL,
  churn_risk TEXT NOT NULL CHECK (churn_risk IN ('none', 'low', 'medium', 'high')),
  lifecycle TEXT NOT NULL CHECK (lifecycle IN ('lead', 'first_visit', 'active', 'vip', 'at_risk', 'churned', 'closed')),
  tier TEXT NOT NULL CHECK (tier IN ('new', 'regular', 'vip', 'professional')),
  visit_pattern TEXT CHECK (visit_pattern IN ('emergency', 'seasonal', 'regular', 'occasional')),
  stale_on INTEGER -- the first day on which one of these changes by the calendar alone; null: never
) STRICT;
-- At midnight: whose figures change today.
CREATE INDEX owner_figures_stale ON owner_figures (stale_on) WHERE stale_on IS NOT NULL;
-- The owners' list sorted by what they spent, and by their last visit.
CREATE INDEX owner_figures_by_spent ON owner_figures (total_spent_cents, owner_id);
CREATE INDEX owner_figures_by_last_visit ON owner_figures (last_visit_on, owner_id);

-- The day that the kept figures hold for, and how they were computed; at most one row.
CREATE TABLE figures_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  computed_for INTEGER NOT NULL,
  rules_hash TEXT NOT NULL, -- of the settings and the version of the formulas behind them
  visit_gap_quarters INTEGER, -- the clinic's median over its owners' median gaps, in quarters of a day
  purchase_gap_quarters INTEGER
) STRICT;

-- How many owners have which median gap: what the clinic's medians are read from, without a pass over all
-- owners after each visit.
CREATE TABLE figure_gaps (
  kind TEXT NOT NULL CHECK (kind IN ('visits', 'purchases')),
  gap_halves INTEGER NOT NULL,
  owners INTEGER NOT NULL CHECK (owners > 0),
  PRIMARY KEY (kind, gap_halves)
) STRICT, WITHOUT ROWID;

-- What the figures and counts read of the owners themselves, in the order of their ids, without their wide rows.
CREATE INDEX owners_for_figures ON owners (id, is_active, hand_tier, blocked_at, anonymised_at);
