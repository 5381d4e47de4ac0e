CREATE EXTENSION IF NOT EXISTS btree_gist;

-- One row per namespace that ever had an event. `facts` is what the rules need, packed by pack_facts(): an answer reads
-- this one row, so it can never pair a version with another version's facts. Nothing indexed changes, so updates are HOT.
CREATE TABLE namespaces (
  id bigint PRIMARY KEY CHECK (id BETWEEN 1 AND 9007199254740991),
  eligibility_version bigint NOT NULL DEFAULT 0,
  facts text NOT NULL DEFAULT ''
) WITH (fillfactor = 80);

-- The permanent words and codes of trial types; all else about them is in the rule set.
CREATE TABLE trial_types (
  code text PRIMARY KEY CHECK (code ~ '^[a-z][a-z0-9]{0,2}$'),
  type text NOT NULL UNIQUE CHECK (type ~ '^[a-z][a-z0-9_]{2,99}$')
);

CREATE TABLE trials (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  namespace_id bigint NOT NULL CHECK (namespace_id BETWEEN 1 AND 9007199254740991),
  trial_type text NOT NULL REFERENCES trial_types (type),
  starts_on date NOT NULL,
  -- The first day on which it no longer runs.
  ends_on date NOT NULL,
  -- Who applied; null for imported history.
  uid bigint,
  applicant_email_hash bytea,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- The decision that granted it: rule set, facts, request.
  rule_set bigint,
  granted jsonb,
  glm_source text,
  glm_content text,
  origin text NOT NULL CHECK (origin IN ('application', 'import')),
  source_updated_at timestamptz,
  -- Imported history may overlap because it really did; new trials may not.
  imported_overlap boolean NOT NULL DEFAULT false,
  allowed_again_at timestamptz,
  voided_at timestamptz,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CHECK (starts_on <= ends_on),
  CONSTRAINT trials_never_overlap EXCLUDE USING gist (namespace_id WITH =, daterange(starts_on, ends_on) WITH &&)
    WHERE (voided_at IS NULL AND NOT imported_overlap)
);
CREATE INDEX trials_namespace ON trials (namespace_id);
CREATE INDEX trials_uid ON trials (uid, started_at) WHERE uid IS NOT NULL;
CREATE INDEX trials_applicant_email ON trials (applicant_email_hash, started_at) WHERE applicant_email_hash IS NOT NULL;
CREATE INDEX trials_rule_set ON trials (rule_set, started_at) WHERE rule_set IS NOT NULL;
CREATE UNIQUE INDEX trials_imported_once ON trials (namespace_id, trial_type, starts_on) WHERE origin = 'import';

CREATE TABLE purchases (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  external_id text NOT NULL UNIQUE CHECK (length(external_id) BETWEEN 1 AND 200),
  namespace_id bigint NOT NULL CHECK (namespace_id BETWEEN 1 AND 9007199254740991),
  product text NOT NULL CHECK (product IN ('premium', 'ultimate', 'duo_enterprise', 'duo_pro')),
  trial boolean NOT NULL,
  starts_on date NOT NULL,
  ends_on date,
  quantity integer NOT NULL CHECK (quantity > 0),
  customer text,
  source_updated_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CHECK (ends_on IS NULL OR starts_on <= ends_on)
);
CREATE INDEX purchases_namespace ON purchases (namespace_id);

CREATE TABLE namespace_blocks (
  namespace_id bigint PRIMARY KEY CHECK (namespace_id BETWEEN 1 AND 9007199254740991),
  -- The first day on which it is no longer blocked; null is without end.
  blocked_until date,
  reason text NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- What a fact row was before: "as of" a past time reads these. A new column of a fact table is added to both, last.
CREATE TABLE trials_history (superseded_at timestamptz NOT NULL, LIKE trials);
CREATE INDEX ON trials_history (namespace_id);
CREATE TABLE purchases_history (superseded_at timestamptz NOT NULL, LIKE purchases);
CREATE INDEX ON purchases_history (namespace_id);
CREATE TABLE namespace_blocks_history (superseded_at timestamptz NOT NULL, LIKE namespace_blocks);
CREATE INDEX ON namespace_blocks_history (namespace_id);

-- Items as src/domain/eligibility/unpack-facts.ts reads them; days are whole days since 1970.
CREATE FUNCTION pack_facts(namespace bigint) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce(string_agg(item, ';' ORDER BY place, item), '') FROM (
    SELECT 1 AS place, 't' || trial_types.code || ',' || (starts_on - date '1970-01-01') || ',' || (ends_on - date '1970-01-01')
      || CASE WHEN allowed_again_at IS NULL THEN '' ELSE ',a' END AS item
      FROM trials JOIN trial_types ON trial_types.type = trials.trial_type
      WHERE trials.namespace_id = namespace AND voided_at IS NULL
    UNION ALL
    SELECT 2, 'p' || CASE product WHEN 'premium' THEN 'm' WHEN 'ultimate' THEN 'u' WHEN 'duo_enterprise' THEN 'e' ELSE 'd' END
      || CASE WHEN trial THEN '1' ELSE '' END || ',' || (starts_on - date '1970-01-01') || ','
      || coalesce((ends_on - date '1970-01-01')::text, '')
      FROM purchases WHERE purchases.namespace_id = namespace
    UNION ALL
    SELECT 3, 'b' || coalesce((blocked_until - date '1970-01-01')::text, '')
      FROM namespace_blocks WHERE namespace_blocks.namespace_id = namespace
  ) items
$$;
