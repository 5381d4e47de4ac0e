CREATE TABLE leads (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uid bigint NOT NULL,
  namespace_id bigint,
  -- A keyed hash of the folded address: enough to recognise an applicant, not to write to them.
  email_hash bytea,
  details jsonb NOT NULL,
  received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  delivered_at timestamptz,
  UNIQUE NULLS NOT DISTINCT (uid, namespace_id)
);
CREATE INDEX leads_newest ON leads (uid, received_at DESC);

CREATE TABLE applicant_exemptions (
  uid bigint PRIMARY KEY,
  reason text NOT NULL,
  exempt_until date,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE idempotency_keys (
  key text PRIMARY KEY,
  body_hash bytea NOT NULL,
  trial_id bigint NOT NULL REFERENCES trials (id),
  created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX ON idempotency_keys (created_at);

CREATE SEQUENCE refusals_id;
CREATE TABLE refusals (
  id bigint NOT NULL DEFAULT nextval('refusals_id'),
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  namespace_id bigint NOT NULL,
  trial_type text NOT NULL,
  uid bigint NOT NULL,
  codes text[] NOT NULL,
  rule_set bigint NOT NULL,
  facts jsonb NOT NULL,
  request_id text
) PARTITION BY RANGE (at);
CREATE INDEX ON refusals (namespace_id, at);

-- What has to reach somebody else, written in the transaction that caused it; moved to the job queue after commit.
CREATE TABLE outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  task text NOT NULL,
  -- At most one waiting job per key.
  key text NOT NULL,
  payload jsonb NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- How far saas knows of a trial or purchase. Not a fact: changing it bumps nothing.
CREATE TABLE provisionings (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  namespace_id bigint NOT NULL,
  trial_id bigint UNIQUE REFERENCES trials (id),
  purchase_id bigint REFERENCES purchases (id),
  state text NOT NULL DEFAULT 'retrying' CHECK (state IN ('retrying', 'delivered', 'undeliverable')),
  -- The last message that saas has confirmed, and the end date in it.
  landed text NOT NULL DEFAULT 'nothing' CHECK (landed IN ('nothing', 'started', 'ended')),
  landed_ends_on date,
  -- The plan and dates to return to, as saas had them before.
  kept jsonb,
  -- The day on which something has to be sent again; null when it is settled.
  due_on date,
  attempts integer NOT NULL DEFAULT 0,
  -- Grows when what has to be sent changes, so that a message that was under way meanwhile does not settle it.
  revision integer NOT NULL DEFAULT 0,
  last_error text,
  updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CHECK ((trial_id IS NULL) <> (purchase_id IS NULL)),
  -- A purchase that has moved leaves its row behind: saas has to end it in the namespace that it lay in.
  UNIQUE (purchase_id, namespace_id)
);
CREATE INDEX provisionings_namespace ON provisionings (namespace_id);
CREATE INDEX provisionings_due ON provisionings (due_on) WHERE due_on IS NOT NULL;
CREATE INDEX provisionings_unsettled ON provisionings (state, id) WHERE state <> 'delivered';

-- Which process runs which of the job queue's workers, so that a killed one's jobs can be freed.
CREATE TABLE job_workers (
  worker text PRIMARY KEY,
  process text NOT NULL
);
