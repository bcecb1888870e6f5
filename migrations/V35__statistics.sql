-- What was said on each day, by which way and by whom: the desk's statistics are counted in this index alone.
CREATE INDEX interactions_by_day ON interactions (happened_on, channel, direction, handled_by);
