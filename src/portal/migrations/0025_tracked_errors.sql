-- Errors that nobody foresaw, by what they are: the same one is one row, whoever met it.
CREATE TABLE tracked_errors (
  environment text NOT NULL,
  service text NOT NULL,
  fingerprint text NOT NULL,
  title text NOT NULL,
  n bigint NOT NULL DEFAULT 1,
  first_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  last_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- The newest one that was met.
  commit text NOT NULL,
  request_id text,
  -- Flags that were on, and that were off, for anybody who met it.
  flags_on text[] NOT NULL,
  flags_off text[] NOT NULL,
  PRIMARY KEY (environment, service, fingerprint)
);
CREATE INDEX tracked_errors_by_first ON tracked_errors (environment, first_at DESC);
