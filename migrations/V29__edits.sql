-- Where the clinic's medians stand among the owners that have a gap, so that a visit moves them by a look at the rows
-- near by, not by a sum over all of figure_gaps.
ALTER TABLE figures_state ADD COLUMN visit_gap_owners INTEGER NOT NULL DEFAULT 0;
ALTER TABLE figures_state ADD COLUMN visit_gap_below INTEGER NOT NULL DEFAULT 0; -- whose gap is less than the median in whole half days
ALTER TABLE figures_state ADD COLUMN purchase_gap_owners INTEGER NOT NULL DEFAULT 0;
ALTER TABLE figures_state ADD COLUMN purchase_gap_below INTEGER NOT NULL DEFAULT 0;
UPDATE figures_state SET
  visit_gap_owners = (SELECT coalesce(sum(owners), 0) FROM figure_gaps WHERE kind = 'visits'),
  visit_gap_below = (SELECT coalesce(sum(owners), 0) FROM figure_gaps
    WHERE kind = 'visits' AND gap_halves < coalesce(visit_gap_quarters / 2, 0)),
  purchase_gap_owners = (SELECT coalesce(sum(owners), 0) FROM figure_gaps WHERE kind = 'purchases'),
  purchase_gap_below = (SELECT coalesce(sum(owners), 0) FROM figure_gaps
    WHERE kind = 'purchases' AND gap_halves < coalesce(purchase_gap_quarters / 2, 0));
