ALTER TABLE owner_figures ADD COLUMN created_at INTEGER NOT NULL DEFAULT 0; -- the owner's: what a list of a stage is sorted by
UPDATE owner_figures SET created_at = (SELECT created_at FROM owners WHERE id = owner_id);

-- Owners of a stage by their creation: the newest churned ones stand behind all who are new.
CREATE INDEX owner_figures_by_stage_and_creation ON owner_figures (lifecycle, churn_risk, tier, created_at);
