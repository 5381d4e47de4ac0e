-- By the name that a plan has for it; null: the channel that has everything, and the issue.
ALTER TABLE rollout_announcements ADD COLUMN channel text;
