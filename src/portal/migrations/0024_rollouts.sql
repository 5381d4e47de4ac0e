-- A plan by its hash; the same one is there once.
CREATE TABLE rollout_plans (
  hash text PRIMARY KEY,
  flag text NOT NULL,
  plan jsonb NOT NULL,
  yaml text NOT NULL,
  uploaded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE rollouts (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  flag text NOT NULL,
  plan_hash text NOT NULL REFERENCES rollout_plans (hash),
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  finished_at timestamptz
);
CREATE UNIQUE INDEX rollouts_running ON rollouts (flag) WHERE finished_at IS NULL;
CREATE INDEX rollouts_of_flag ON rollouts (flag, id DESC);

-- What has happened; the state of a rollout is nothing else.
CREATE TABLE rollout_events (
  rollout_id bigint NOT NULL REFERENCES rollouts,
  place integer NOT NULL,
  event jsonb NOT NULL,
  written_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (rollout_id, place)
);
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON rollout_events EXECUTE FUNCTION refuse_change();

-- Who may act as the controller. The token grows with each new holder, and whoever shows an older one is refused.
CREATE TABLE rollout_lease (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  holder text NOT NULL,
  token bigint NOT NULL,
  expires_at timestamptz NOT NULL
);
INSERT INTO rollout_lease (holder, token, expires_at) VALUES ('nobody', 0, '-infinity');

-- What gates have said, as runs of the same word.
CREATE TABLE rollout_verdicts (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  rollout_id bigint NOT NULL REFERENCES rollouts,
  environment integer NOT NULL,
  step integer NOT NULL,
  measured_from timestamptz NOT NULL,
  gate text NOT NULL,
  role text NOT NULL,
  verdict text NOT NULL CHECK (verdict IN ('pass', 'fail', 'inconclusive', 'error', 'no_data')),
  sentence text NOT NULL,
  figures jsonb NOT NULL,
  in_a_row integer NOT NULL DEFAULT 1,
  since timestamptz NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX rollout_verdicts_of_gate ON rollout_verdicts (rollout_id, gate, id DESC);

-- What people say is going on: an incident, a freeze.
CREATE TABLE rollout_interlocks (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('incident', 'freeze')),
  -- null: everywhere.
  environment text,
  reason text NOT NULL,
  staff_id bigint NOT NULL REFERENCES staff,
  opened_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  until timestamptz,
  closed_at timestamptz
);
CREATE INDEX rollout_interlocks_open ON rollout_interlocks (id) WHERE closed_at IS NULL;

-- What is to be told to channels, until it lands.
CREATE TABLE rollout_announcements (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  rollout_id bigint NOT NULL REFERENCES rollouts,
  text text NOT NULL,
  written_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  sent_at timestamptz
);
CREATE INDEX rollout_announcements_of ON rollout_announcements (rollout_id, id);
