-- What was done of a flag's going, in its order. `environment` is empty but for a deployment; `override` was taken before
-- its turn, and `reason` is then the justification.
CREATE TABLE flag_cleanup_steps (
  flag text NOT NULL CHECK (length(flag) <= 100),
  step text NOT NULL CHECK (step IN ('code_removed', 'deployed', 'off', 'archived', 'deleted', 'closed')),
  environment text NOT NULL DEFAULT '',
  evidence text NOT NULL,
  override boolean NOT NULL,
  reason text NOT NULL,
  done_by text NOT NULL,
  done_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (flag, step, environment)
);
