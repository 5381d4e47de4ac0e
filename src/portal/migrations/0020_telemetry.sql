-- The numbers that processes push: added up per process and series in windows of 10 seconds, and of an hour besides, from
-- which a week is read. `stopped_at` is a process's own word; one that is silent without it is missed.
CREATE TABLE telemetry_processes (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  environment text NOT NULL,
  service text NOT NULL,
  instance_id text NOT NULL,
  version text NOT NULL,
  first_seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  last_seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  stopped_at timestamptz,
  UNIQUE (environment, service, instance_id)
);

-- Bounds are part of what a series is, because buckets of other bounds cannot be added to it. `key` is the hash of all
-- that, since names and attributes together can be longer than an index takes.
CREATE TABLE telemetry_series (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key bytea NOT NULL UNIQUE,
  metric text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('sum', 'gauge', 'histogram')),
  attributes jsonb NOT NULL,
  bounds double precision[],
  last_used_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX telemetry_series_metric ON telemetry_series (metric);

-- `value` is the sum, of a histogram that of what was observed, of a gauge the last; `peak` is a gauge's highest.
-- `ends` are the times of what was added, in milliseconds after `starts_at`: what comes a second time adds nothing.
CREATE TABLE telemetry_windows (
  seconds smallint NOT NULL CHECK (seconds IN (10, 3600)),
  starts_at timestamptz NOT NULL,
  process_id integer NOT NULL,
  series_id integer NOT NULL,
  value double precision NOT NULL,
  peak double precision,
  buckets bigint[],
  ends integer[] NOT NULL,
  PRIMARY KEY (seconds, starts_at, process_id, series_id)
) PARTITION BY RANGE (starts_at);

-- In a loop, because that changes the sum in its place: several times as fast as an array that is made anew for each row.
CREATE FUNCTION add_buckets(one bigint[], other bigint[]) RETURNS bigint[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  IF one IS NULL THEN RETURN other; END IF;
  IF other IS NULL THEN RETURN one; END IF;
  FOR place IN 1 .. cardinality(other) LOOP
    one[place] := one[place] + other[place];
  END LOOP;
  RETURN one;
END $$;
CREATE AGGREGATE sum_buckets(bigint[]) (SFUNC = add_buckets, STYPE = bigint[], PARALLEL = SAFE, COMBINEFUNC = add_buckets);
