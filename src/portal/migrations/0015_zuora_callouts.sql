-- What Zuora has called out, once each: `event_key` is the event's own id, or what makes it the same event. What was refused
-- stands here too, without a key.
CREATE TABLE zuora_callouts (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  event_key text UNIQUE,
  event text,
  zuora_account_id text,
  occurred_at timestamptz,
  outcome text NOT NULL,
  -- Of a refused one: why, and how the body began.
  refusal text,
  body text,
  request_id text
);
CREATE INDEX ON zuora_callouts (zuora_account_id, id);
CREATE INDEX ON zuora_callouts (at);

-- Accounts that are no more in Zuora, for ever: its ids are not used again. Without an heir it was deleted.
CREATE TABLE ended_zuora_accounts (
  zuora_account_id text PRIMARY KEY,
  merged_into text,
  ended_at timestamptz NOT NULL
);

-- Where an account has gone: itself, its last heir, or NULL as `account` with the one that was deleted as `last`.
CREATE FUNCTION follow_zuora_account(wanted text) RETURNS TABLE (account text, last text) LANGUAGE sql STABLE AS $$
  WITH RECURSIVE chain (id, merged_into, ended, step) AS (
    SELECT wanted, merged_into, ended_at IS NOT NULL, 0
    FROM (SELECT) AS one LEFT JOIN ended_zuora_accounts ON zuora_account_id = wanted
    UNION ALL
    SELECT chain.merged_into, next.merged_into, next.ended_at IS NOT NULL, step + 1
    FROM chain LEFT JOIN ended_zuora_accounts AS next ON next.zuora_account_id = chain.merged_into
    WHERE chain.merged_into IS NOT NULL AND step < 100
  ) SELECT CASE WHEN ended THEN NULL ELSE id END, id FROM chain ORDER BY step DESC LIMIT 1
$$;

-- The latest checks: the gauge and the page read the newest.
CREATE TABLE billing_drift_checks (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  customers_checked bigint NOT NULL,
  drift bigint NOT NULL,
  settling bigint NOT NULL,
  kinds jsonb NOT NULL,
  exposed jsonb NOT NULL,
  repaired bigint NOT NULL DEFAULT 0
);
