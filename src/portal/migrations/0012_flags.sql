-- Each process is bound to one environment by its token. The revision grows with every change of what it may read.
CREATE TABLE flag_environments (
  name text PRIMARY KEY CHECK (name ~ '^[a-z][a-z0-9-]{0,62}$'),
  revision bigint NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
INSERT INTO flag_environments (name) VALUES ('customers-development'), ('customers-staging'), ('production');

-- `state` is what an operator has said; `feature` is the same in Unleash's words, which is what clients evaluate.
CREATE TABLE flag_states (
  environment text NOT NULL REFERENCES flag_environments (name),
  flag text NOT NULL,
  state text NOT NULL,
  feature jsonb NOT NULL,
  revision bigint NOT NULL,
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (environment, flag)
);

CREATE TABLE flag_segments (
  environment text NOT NULL REFERENCES flag_environments (name),
  id integer NOT NULL,
  segment jsonb NOT NULL,
  PRIMARY KEY (environment, id)
);

CREATE TABLE flag_changes (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  environment text NOT NULL,
  flag text NOT NULL,
  revision bigint NOT NULL,
  state_before text NOT NULL,
  state_after text NOT NULL,
  changed_by text NOT NULL,
  reason text NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX flag_changes_flag ON flag_changes (flag, id);
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON flag_changes EXECUTE FUNCTION refuse_change();

-- Only the hash is kept: whoever reads the table cannot read flags with it.
CREATE TABLE flag_tokens (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  environment text NOT NULL REFERENCES flag_environments (name),
  name text NOT NULL,
  token_hash bytea NOT NULL UNIQUE,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  revoked_at timestamptz
);

-- What processes have told of their evaluations, by the hour.
CREATE TABLE flag_evaluations (
  environment text NOT NULL,
  flag text NOT NULL,
  app_name text NOT NULL,
  instance_id text NOT NULL,
  hour timestamptz NOT NULL,
  yes bigint NOT NULL,
  no bigint NOT NULL,
  last_at timestamptz NOT NULL,
  PRIMARY KEY (flag, environment, hour, app_name, instance_id)
);

-- Processes that have shown themselves, and which flags each of them has forced.
CREATE TABLE flag_processes (
  environment text NOT NULL,
  app_name text NOT NULL,
  instance_id text NOT NULL,
  client text NOT NULL,
  forced jsonb NOT NULL,
  first_seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  last_seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (environment, app_name, instance_id)
);

-- Every portal looks again. A change of a flag is told by whoever makes it, together with what it is.
CREATE FUNCTION tell_flags_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('flags_changed', '');
  RETURN NULL;
END $$;
CREATE TRIGGER tell_flags_changed AFTER INSERT ON flag_environments
  FOR EACH STATEMENT EXECUTE FUNCTION tell_flags_changed();
CREATE TRIGGER tell_flags_changed AFTER INSERT OR UPDATE OR DELETE ON flag_tokens
  FOR EACH STATEMENT EXECUTE FUNCTION tell_flags_changed();
