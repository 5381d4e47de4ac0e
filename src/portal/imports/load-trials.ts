import type pg from 'pg';
import { lockStagedNamespaces } from './lock-staged-namespaces.ts';
import type { LoadCounts } from './run-import.ts';

const TODAY = "(clock_timestamp() AT TIME ZONE 'UTC')::date";

// Of several rows of one trial the newest counts, then the last.
const WINNERS = `CREATE TEMPORARY TABLE winners ON COMMIT DROP AS
  SELECT DISTINCT ON (namespace_id, trial_type, starts_on) line, typed.*
  FROM import_rows, jsonb_to_record(fields) AS typed (namespace_id bigint, trial_type text, starts_on date, ends_on date,
    started_at timestamptz, updated_at timestamptz, glm_source text, glm_content text)
  WHERE job_id = $1
  ORDER BY namespace_id, trial_type, starts_on, updated_at DESC NULLS LAST, line DESC`;

// What becomes of each: what the portal has granted itself, and what it knows as new or newer, is left alone.
const CHOSEN = `CREATE TEMPORARY TABLE chosen ON COMMIT DROP AS
  SELECT winners.*, kept.id AS kept_id, kept.voided_at IS NOT NULL AS voided
  FROM winners LEFT JOIN trials AS kept ON kept.namespace_id = winners.namespace_id
    AND kept.trial_type = winners.trial_type AND kept.starts_on = winners.starts_on AND kept.origin = 'import'
  WHERE (kept.id IS NULL OR winners.updated_at > coalesce(kept.source_updated_at, '-infinity'))
    AND NOT EXISTS (SELECT FROM trials AS granted WHERE granted.namespace_id = winners.namespace_id
      AND granted.trial_type = winners.trial_type AND granted.starts_on = winners.starts_on
      AND granted.origin = 'application')`;

const DAYS = 'daterange(chosen.starts_on, chosen.ends_on)';
const OTHER_DAYS = 'daterange(other.starts_on, other.ends_on)';
// Compared with what the table holds now and with what the file makes of it, because while the statement runs each other
// row is one or the other.
const OVERLAPPING = `SELECT chosen.line FROM chosen JOIN chosen AS other USING (namespace_id)
    WHERE other.line <> chosen.line AND NOT other.voided AND ${OTHER_DAYS} && ${DAYS}
  UNION
  SELECT chosen.line FROM chosen JOIN trials AS other USING (namespace_id)
    WHERE other.id IS DISTINCT FROM chosen.kept_id AND other.voided_at IS NULL AND ${OTHER_DAYS} && ${DAYS}`;

// saas has seen this history: what runs was started there, and only has to be ended on its day; at once where the file has
// moved that day into the past. What begins later is told to saas on its day like any other trial.
const LOAD = `WITH loaded AS (
    INSERT INTO trials AS kept (namespace_id, trial_type, starts_on, ends_on, started_at, glm_source, glm_content, origin,
      source_updated_at, imported_overlap)
    SELECT namespace_id, trial_type, starts_on, ends_on,
      coalesce(started_at, starts_on::timestamp AT TIME ZONE 'UTC'), glm_source, glm_content, 'import', updated_at,
      overlapping.line IS NOT NULL
    FROM chosen LEFT JOIN (${OVERLAPPING}) AS overlapping USING (line) ORDER BY namespace_id, starts_on
    ON CONFLICT (namespace_id, trial_type, starts_on) WHERE origin = 'import' DO UPDATE SET ends_on = excluded.ends_on,
      source_updated_at = excluded.source_updated_at, imported_overlap = excluded.imported_overlap
    WHERE excluded.source_updated_at > coalesce(kept.source_updated_at, '-infinity')
    RETURNING id, namespace_id, starts_on, ends_on, voided_at, starts_on > ${TODAY} AS later, ends_on > ${TODAY} AS ends_later
  )
  INSERT INTO provisionings AS known (namespace_id, trial_id, state, landed, landed_ends_on, due_on)
  SELECT namespace_id, id, CASE WHEN later THEN 'retrying' ELSE 'delivered' END,
    CASE WHEN later THEN 'nothing' ELSE 'started' END, CASE WHEN NOT later THEN ends_on END,
    CASE WHEN later THEN starts_on ELSE greatest(ends_on, ${TODAY}) END
  FROM loaded
  WHERE voided_at IS NULL
    AND (ends_later OR EXISTS (SELECT FROM provisionings WHERE trial_id = loaded.id AND landed = 'started'))
  ON CONFLICT (trial_id) DO UPDATE SET state = excluded.state, landed = excluded.landed, due_on = excluded.due_on,
    landed_ends_on = CASE WHEN excluded.landed_ends_on > ${TODAY} THEN excluded.landed_ends_on ELSE known.landed_ends_on END,
    updated_at = clock_timestamp()`;

/** Loads the trials of an import that are new or newer than what is known, in one statement under their locks. */
export async function loadTrials(connection: pg.Client, id: number): Promise<LoadCounts> {
  await connection.query(WINNERS, [id]);
  await connection.query('ANALYZE winners');
  await lockStagedNamespaces(connection, 'SELECT namespace_id FROM winners');
  await connection.query(CHOSEN);
  await connection.query('ANALYZE chosen');
  const { rows } = await connection.query<{ loaded: number; updated: number }>(
    'SELECT (count(*) - count(kept_id))::float8 AS loaded, count(kept_id)::float8 AS updated FROM chosen',
  );
  await connection.query(LOAD);
  return rows[0] ?? { loaded: 0, updated: 0 };
}
