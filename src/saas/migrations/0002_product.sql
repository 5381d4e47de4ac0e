-- Tables of the product's own, beside GitLab's.

CREATE TABLE user_sessions (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id bigint NOT NULL,
  -- SHA-256 of the cookie, which nobody can be signed in with who reads this table.
  token_hash bytea NOT NULL UNIQUE,
  csrf_token text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  expires_at timestamptz NOT NULL,
  -- What the person changed themselves, for 60 s: {"<namespace>": {"epoch", "version", "until"}}.
  own_changes jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX user_sessions_expired ON user_sessions (expires_at);
CREATE INDEX user_sessions_of_user ON user_sessions (user_id);

CREATE TABLE user_onboardings (
  user_id bigint PRIMARY KEY,
  first_name text NOT NULL,
  last_name text NOT NULL,
  initial_registration_type text NOT NULL CHECK (initial_registration_type IN ('free', 'trial')),
  registration_type text NOT NULL CHECK (registration_type IN ('free', 'trial')),
  role text NOT NULL,
  company_name text,
  setup_for_company boolean,
  glm_source text,
  glm_content text,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- An application of a person for a group's trial, from the request until its plan has arrived, or a no.
CREATE TABLE trial_applications (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id bigint NOT NULL,
  namespace_id bigint NOT NULL,
  trial_type text,
  -- Sent with each attempt, so that no attempt is a second application.
  idempotency_key uuid NOT NULL DEFAULT gen_random_uuid(),
  -- confirming: nobody could say whether it may; waiting: to be sent; starting: granted, not here yet; landed; refused;
  -- given_up: nobody could say for 24 hours.
  state text NOT NULL CHECK (state IN ('confirming', 'waiting', 'starting', 'landed', 'refused', 'given_up')),
  -- What the person told; erased once the portal has it.
  lead jsonb,
  lead_sent_at timestamptz,
  sentence text,
  code text,
  starts_on date,
  ends_on date,
  epoch bigint,
  version bigint,
  give_up_at timestamptz NOT NULL DEFAULT clock_timestamp() + interval '24 hours',
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE UNIQUE INDEX trial_applications_in_flight ON trial_applications (namespace_id)
  WHERE state IN ('confirming', 'waiting', 'starting');
CREATE INDEX trial_applications_of_namespace ON trial_applications (namespace_id, id DESC);

-- Work that a transaction has caused; moved into the queue of jobs once it has committed.
CREATE TABLE outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  task text NOT NULL,
  key text NOT NULL,
  payload jsonb NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Which process the queue's workers belong to, so that what a killed one had taken is freed.
CREATE TABLE job_workers (
  worker text PRIMARY KEY,
  process text NOT NULL
);

-- Who looked at what of a person, and why something was changed by hand.
CREATE TABLE audit_events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  staff_id bigint NOT NULL,
  action text NOT NULL,
  object text NOT NULL
);
