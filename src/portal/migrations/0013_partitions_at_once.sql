-- Portals that start at the same moment without this month's partition must not fail. The lock is one on the table, because
-- only that makes a session see what another has just created; under an advisory lock it still believed the partition absent.
CREATE OR REPLACE FUNCTION ensure_partition(parent text, step text, moment timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  starts_at timestamptz := date_trunc(step, moment, 'UTC');
  ends_at timestamptz := date_trunc(step, starts_at + ('1 ' || step)::interval + interval '1 hour', 'UTC');
  partition_name text := parent || '_' || to_char(starts_at AT TIME ZONE 'UTC', 'YYYYMMDD');
BEGIN
  IF to_regclass(partition_name) IS NOT NULL THEN RETURN; END IF;
  EXECUTE format('LOCK TABLE %I IN SHARE UPDATE EXCLUSIVE MODE', parent);
  IF to_regclass(partition_name) IS NOT NULL THEN RETURN; END IF;
  EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', partition_name, parent);
  EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, partition_name, starts_at, ends_at);
  -- A statement trigger of the parent does not fire when somebody truncates the partition itself.
  IF parent = 'audit_log' THEN
    EXECUTE format('CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON %I EXECUTE FUNCTION refuse_change()', partition_name);
  END IF;
END $$;
