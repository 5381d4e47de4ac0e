-- Rule states, their parameters and the trial types, as one growing number. A row is never changed.
CREATE TABLE rule_sets (
  number bigint PRIMARY KEY,
  effective_from timestamptz NOT NULL,
  body jsonb NOT NULL,
  cause text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON rule_sets EXECUTE FUNCTION refuse_change();

-- The rule set in force and those announced after it that no later one has replaced.
CREATE VIEW live_rule_sets AS
  SELECT number, effective_from, body FROM rule_sets one
  WHERE NOT EXISTS (
    SELECT FROM rule_sets other
    WHERE other.number > one.number AND other.effective_from <= greatest(one.effective_from, clock_timestamp())
  );

-- A new number with the same content: every older answer becomes soft, which is how a bulk change is told in one row.
CREATE FUNCTION announce_rule_sets_again(why text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  LOCK TABLE rule_sets IN SHARE ROW EXCLUSIVE MODE;
  INSERT INTO rule_sets (number, effective_from, body, cause)
  SELECT (SELECT max(number) FROM rule_sets) + row_number() OVER (ORDER BY number),
    greatest(effective_from, clock_timestamp()), body, why
  FROM live_rule_sets;
END $$;
