-- How the old and the new answer compare, as products tell it.

-- A comparison without traffic: which namespaces of the product have been compared.
CREATE TABLE comparison_runs (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  staff_id bigint NOT NULL REFERENCES staff,
  -- Of the namespaces, how many are compared.
  per_million integer NOT NULL CHECK (per_million BETWEEN 1 AND 1000000),
  until_id bigint NOT NULL DEFAULT 0,
  compared bigint NOT NULL DEFAULT 0,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  finished_at timestamptz
);

-- Sums by hour.
CREATE TABLE comparison_counts (
  hour timestamptz NOT NULL,
  environment text NOT NULL,
  -- 0: of no run.
  run_id bigint NOT NULL DEFAULT 0,
  mode text NOT NULL,
  plan text NOT NULL,
  trial_type text NOT NULL,
  outcome text NOT NULL,
  cause text NOT NULL,
  n bigint NOT NULL,
  last_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (hour, environment, run_id, mode, plan, trial_type, outcome, cause)
);

-- A few whole ones of each kind, with both explanations.
CREATE TABLE comparison_samples (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL,
  environment text NOT NULL,
  mode text NOT NULL,
  plan text NOT NULL,
  trial_type text NOT NULL,
  outcome text NOT NULL,
  cause text NOT NULL,
  namespace_id bigint NOT NULL,
  old jsonb,
  new jsonb
);
CREATE INDEX comparison_samples_of_group ON comparison_samples (outcome, plan, trial_type, cause, id DESC);
CREATE INDEX comparison_samples_by_time ON comparison_samples (at);

-- What people have looked at and expect; the newest one of a group counts.
CREATE TABLE comparison_expectations (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan text NOT NULL,
  trial_type text NOT NULL,
  outcome text NOT NULL,
  cause text NOT NULL,
  reason text NOT NULL,
  staff_id bigint NOT NULL REFERENCES staff,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (plan, trial_type, outcome, cause)
);

-- Reports that have been taken in, because one whose answer was lost is sent again.
CREATE TABLE comparison_reports (
  id uuid PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX comparison_reports_by_time ON comparison_reports (at);
