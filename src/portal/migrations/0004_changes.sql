-- Where this database's answers belong: another cluster or timeline is another epoch, because its versions may repeat.
CREATE TABLE portal_epoch (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  epoch bigint NOT NULL,
  system_identifier text NOT NULL,
  timeline integer NOT NULL,
  since timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Written in the changing transaction, without a position: a number taken while an older transaction is still open
-- would let a reader pass a row that commits later. The relay gives positions to what has committed.
CREATE TABLE eligibility_change_outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  namespace_id bigint,
  version bigint,
  rule_set bigint,
  cause text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CHECK ((rule_set IS NULL) = (namespace_id IS NOT NULL AND version IS NOT NULL))
);

CREATE TABLE eligibility_changes (
  position bigint NOT NULL,
  namespace_id bigint,
  version bigint,
  rule_set bigint,
  cause text NOT NULL,
  at timestamptz NOT NULL,
  relayed_at timestamptz NOT NULL
) PARTITION BY RANGE (relayed_at);
CREATE INDEX ON eligibility_changes (position);

CREATE TABLE feed_state (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  -- The last position given.
  head bigint NOT NULL DEFAULT 0,
  -- Every commit up to this time has its position.
  watermark timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- Positions up to this one are gone: their partitions were dropped.
  expired_through bigint NOT NULL DEFAULT 0
);
INSERT INTO feed_state DEFAULT VALUES;

-- Gives positions to at most `most` committed changes. The watermark moves only when nothing was left behind; it is the
-- statement's time, because the snapshot is younger than that.
CREATE FUNCTION relay_changes(most integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  taken integer;
BEGIN
  WITH taken_rows AS (
    DELETE FROM eligibility_change_outbox
    WHERE id IN (SELECT id FROM eligibility_change_outbox ORDER BY id LIMIT most)
    RETURNING *
  ), numbered AS (
    INSERT INTO eligibility_changes (position, namespace_id, version, rule_set, cause, at, relayed_at)
    SELECT (SELECT head FROM feed_state) + row_number() OVER (ORDER BY id), namespace_id, version, rule_set, cause, at,
      statement_timestamp()
    FROM taken_rows RETURNING 1
  )
  SELECT count(*) INTO taken FROM numbered;
  IF taken > 0 THEN
    UPDATE feed_state SET head = head + taken,
      watermark = CASE WHEN taken < most THEN statement_timestamp() ELSE watermark END;
  ELSE
    UPDATE feed_state SET watermark = statement_timestamp() WHERE watermark < statement_timestamp() - interval '500 ms';
  END IF;
  RETURN taken;
END $$;

-- The one way in which a version grows and a change is told. Locks in its own statement and packs in the next, because a
-- statement that had to wait would still see the facts of before.
CREATE FUNCTION touch_namespaces(ids bigint[], cause text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF ids IS NULL THEN RETURN; END IF;
  INSERT INTO namespaces (id) SELECT id FROM unnest(ids) AS id ORDER BY id ON CONFLICT DO NOTHING;
  PERFORM FROM namespaces WHERE id = ANY (ids) ORDER BY id FOR NO KEY UPDATE;
  IF current_setting('trialgate.bulk', true) = 'on' OR cardinality(ids) > 50000 THEN
    UPDATE namespaces SET eligibility_version = eligibility_version + 1, facts = pack_facts(id) WHERE id = ANY (ids);
    -- Once in a transaction: an import that adds and changes rows is one row of the feed.
    IF current_setting('trialgate.announced_in', true) IS DISTINCT FROM pg_current_xact_id()::text THEN
      PERFORM announce_rule_sets_again(cause);
      PERFORM set_config('trialgate.announced_in', pg_current_xact_id()::text, true);
    END IF;
    RETURN;
  END IF;
  WITH touched AS (
    UPDATE namespaces SET eligibility_version = eligibility_version + 1, facts = pack_facts(id) WHERE id = ANY (ids)
    RETURNING id, eligibility_version
  )
  INSERT INTO eligibility_change_outbox (namespace_id, version, cause)
  SELECT id, eligibility_version, cause FROM touched ORDER BY id;
END $$;

-- Called by every fact table; the same names of the transition tables let one function serve all of them.
CREATE FUNCTION fact_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM touch_namespaces((SELECT array_agg(DISTINCT namespace_id ORDER BY namespace_id) FROM new_rows),
    coalesce(nullif(current_setting('trialgate.cause', true), ''), TG_TABLE_NAME || '_inserted'));
  RETURN NULL;
END $$;

CREATE FUNCTION fact_updated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM touch_namespaces(
    (SELECT array_agg(DISTINCT namespace_id ORDER BY namespace_id)
     FROM (SELECT namespace_id FROM old_rows UNION ALL SELECT namespace_id FROM new_rows) AS both_rows),
    coalesce(nullif(current_setting('trialgate.cause', true), ''), TG_TABLE_NAME || '_updated'));
  RETURN NULL;
END $$;

CREATE FUNCTION fact_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM touch_namespaces((SELECT array_agg(DISTINCT namespace_id ORDER BY namespace_id) FROM old_rows),
    coalesce(nullif(current_setting('trialgate.cause', true), ''), TG_TABLE_NAME || '_deleted'));
  RETURN NULL;
END $$;

-- Copies a row as it was and stamps the new one with the same instant, so that "as of" finds exactly one of them.
CREATE FUNCTION keep_history() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moment timestamptz := clock_timestamp();
BEGIN
  EXECUTE format('INSERT INTO %I SELECT $2, ($1).*', TG_TABLE_NAME || '_history') USING OLD, moment;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  NEW.recorded_at := moment;
  RETURN NEW;
END $$;

-- What makes a table a fact table. A test fails for a table with recorded_at that was not made one.
CREATE FUNCTION make_fact_table(fact_table text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER keep_history BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION keep_history()', fact_table);
  EXECUTE format('CREATE TRIGGER fact_inserted AFTER INSERT ON %I REFERENCING NEW TABLE AS new_rows EXECUTE FUNCTION fact_inserted()', fact_table);
  EXECUTE format('CREATE TRIGGER fact_updated AFTER UPDATE ON %I REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows EXECUTE FUNCTION fact_updated()', fact_table);
  EXECUTE format('CREATE TRIGGER fact_deleted AFTER DELETE ON %I REFERENCING OLD TABLE AS old_rows EXECUTE FUNCTION fact_deleted()', fact_table);
  EXECUTE format('CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON %I EXECUTE FUNCTION refuse_change()', fact_table);
END $$;

SELECT make_fact_table('trials');
SELECT make_fact_table('purchases');
SELECT make_fact_table('namespace_blocks');

CREATE FUNCTION rule_set_announced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO eligibility_change_outbox (rule_set, cause)
  SELECT number, cause FROM new_rows ORDER BY number DESC LIMIT 1;
  RETURN NULL;
END $$;
CREATE TRIGGER rule_set_announced AFTER INSERT ON rule_sets REFERENCING NEW TABLE AS new_rows
  EXECUTE FUNCTION rule_set_announced();
