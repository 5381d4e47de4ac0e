-- Tables that grow for ever are cut by day or month: dropping a partition costs nothing, deleting rows does.
-- A partition is made beside the table and then attached, because PARTITION OF would lock out every reader.
CREATE FUNCTION ensure_partition(parent text, step text, moment timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  starts_at timestamptz := date_trunc(step, moment, 'UTC');
  ends_at timestamptz := date_trunc(step, starts_at + ('1 ' || step)::interval + interval '1 hour', 'UTC');
  partition_name text := parent || '_' || to_char(starts_at AT TIME ZONE 'UTC', 'YYYYMMDD');
BEGIN
  IF to_regclass(partition_name) IS NOT NULL THEN RETURN; END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('partition:' || parent, 0));
  IF to_regclass(partition_name) IS NOT NULL THEN RETURN; END IF;
  EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', partition_name, parent);
  EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, partition_name, starts_at, ends_at);
  -- A statement trigger of the parent does not fire when somebody truncates the partition itself.
  IF parent = 'audit_log' THEN
    EXECUTE format('CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON %I EXECUTE FUNCTION refuse_change()', partition_name);
  END IF;
END $$;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
