-- What the dashboard counts by day, and the rows behind its figures, without a pass over all that was ever said.

-- What was promised for some days and kept; what is still owed has an index of its own.
CREATE INDEX interactions_kept ON interactions (follow_up_on, owner_id) WHERE follow_up_required = 1 AND follow_up_is_completed = 1;
-- Messages that went out on some days, and whether they were answered.
CREATE INDEX messages_by_day ON messages (sent_on, channel, status, answered_on, owner_id) WHERE direction = 'outbound';
-- What owners said in some days.
CREATE INDEX feedback_by_day ON feedback (received_on, rating, owner_id);
