-- Who buys. A purchase names its customer by `reference`. What was deleted keeps its row without the person's details,
-- because purchases and histories name it.
CREATE TABLE customers (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  reference text UNIQUE CHECK (length(reference) BETWEEN 1 AND 200),
  email text CHECK (length(email) <= 200),
  name text CHECK (length(name) <= 200),
  zuora_account_id text CHECK (zuora_account_id ~ '^[A-Za-z0-9_-]{1,64}$'),
  -- The time of what set it: a callout that is older changes nothing.
  zuora_account_set_at timestamptz,
  -- The account that went away in Zuora and took the id above with it: if it turns out that it was merged, its heir follows.
  lost_zuora_account_id text,
  merged_into_id bigint REFERENCES customers (id),
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  deleted_at timestamptz,
  CHECK (deleted_at IS NULL OR (zuora_account_id IS NULL AND email IS NULL AND name IS NULL))
);
CREATE UNIQUE INDEX customers_email ON customers (lower(email)) WHERE email IS NOT NULL;
CREATE INDEX customers_zuora_account ON customers (zuora_account_id) WHERE zuora_account_id IS NOT NULL;
CREATE INDEX customers_lost_zuora_account ON customers (lost_zuora_account_id) WHERE lost_zuora_account_id IS NOT NULL;
CREATE INDEX purchases_customer ON purchases (customer) WHERE customer IS NOT NULL;

CREATE INDEX customers_merged_into ON customers (merged_into_id) WHERE merged_into_id IS NOT NULL;

-- An account of Zuora's, as the portal keeps it. What only Zuora knows is read by a job: none of it is needed to belong.
CREATE TABLE billing_accounts (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  zuora_account_id text NOT NULL UNIQUE CHECK (zuora_account_id ~ '^[A-Za-z0-9_-]{1,64}$'),
  zuora_account_name text,
  zuora_account_number text,
  zuora_account_entity text,
  zuora_account_vat_id text,
  salesforce_account_id text,
  currency text,
  status text,
  bill_to jsonb,
  sold_to jsonb,
  zuora_state text NOT NULL DEFAULT 'unread' CHECK (zuora_state IN ('unread', 'read', 'unknown')),
  -- When it is read from Zuora again; null when what is kept is what Zuora said last.
  zuora_due_at timestamptz DEFAULT clock_timestamp(),
  -- Grows when something has changed in Zuora, so that a reading that was under way meanwhile does not settle it.
  zuora_revision integer NOT NULL DEFAULT 0,
  zuora_attempts integer NOT NULL DEFAULT 0,
  zuora_read_at timestamptz,
  zuora_error text,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX billing_accounts_due ON billing_accounts (zuora_due_at) WHERE zuora_due_at IS NOT NULL;
CREATE INDEX billing_accounts_number ON billing_accounts (zuora_account_number) WHERE zuora_account_number IS NOT NULL;

-- A customer has at most one account; an account may have many customers.
CREATE TABLE billing_account_memberships (
  customer_id bigint PRIMARY KEY REFERENCES customers (id),
  billing_account_id bigint NOT NULL REFERENCES billing_accounts (id),
  cause text NOT NULL,
  since timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX billing_account_memberships_account ON billing_account_memberships (billing_account_id);

-- What a membership was before; `ended_because` is the cause of the transaction that ended it.
CREATE TABLE billing_account_memberships_history (
  customer_id bigint NOT NULL,
  billing_account_id bigint NOT NULL REFERENCES billing_accounts (id),
  cause text NOT NULL,
  since timestamptz NOT NULL,
  ended_at timestamptz NOT NULL,
  ended_because text NOT NULL
);
CREATE INDEX ON billing_account_memberships_history (billing_account_id);
CREATE INDEX ON billing_account_memberships_history (customer_id);
CREATE FUNCTION keep_membership() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO billing_account_memberships_history
    VALUES (OLD.customer_id, OLD.billing_account_id, OLD.cause, OLD.since, clock_timestamp(),
      coalesce(nullif(current_setting('trialgate.cause', true), ''), 'unknown'));
  RETURN NULL;
END $$;
CREATE TRIGGER keep_membership AFTER UPDATE OR DELETE ON billing_account_memberships
  FOR EACH ROW EXECUTE FUNCTION keep_membership();

-- "This customer's account may be another one now": written in the customer's own transaction, deleted by the one that has
-- brought the membership in step. A row is only ever added, never changed by an update of the customer: that would wait.
CREATE TABLE billing_intents (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id bigint NOT NULL,
  cause text NOT NULL,
  request_id text,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  attempts integer NOT NULL DEFAULT 0,
  last_error text,
  -- When the sweep takes it up, if whoever wrote it has not.
  due_at timestamptz NOT NULL DEFAULT clock_timestamp() + interval '10 seconds'
);
CREATE INDEX ON billing_intents (customer_id);
CREATE INDEX ON billing_intents (due_at);
