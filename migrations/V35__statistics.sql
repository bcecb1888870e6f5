-- What was said on each day, by which way and by whom: the desk's statistics and the dashboard are counted in this index
-- alone, and the rows behind the latter found in it.
CREATE INDEX interactions_by_day ON interactions (happened_on, channel, direction, handled_by, happened_at, owner_id);
