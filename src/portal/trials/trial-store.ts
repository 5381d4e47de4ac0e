import type { Connection, Queryable } from '#kit/postgres/pool.ts';
import type { ProvisioningState, Trial } from './trial.ts';

export type TrialRow = {
  id: number;
  namespace_id: number;
  trial_type: string;
  starts_on: string;
  ends_on: string;
  uid: number | null;
  started_at: Date;
  rule_set: number | null;
  origin: 'application' | 'import';
  glm_source: string | null;
  glm_content: string | null;
  allowed_again_at: Date | null;
  voided_at: Date | null;
  state: ProvisioningState | null;
};

export function toTrial(row: TrialRow): Trial {
  return {
    id: row.id,
    namespaceId: row.namespace_id,
    trialType: row.trial_type,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    uid: row.uid,
    startedAt: row.started_at,
    ruleSet: row.rule_set,
    origin: row.origin,
    glmSource: row.glm_source,
    glmContent: row.glm_content,
    allowedAgainAt: row.allowed_again_at,
    voidedAt: row.voided_at,
    // Imported history that was over long ago is no concern of saas any more.
    state: row.state ?? 'delivered',
  };
}

const SELECT = `SELECT trials.id, trials.namespace_id, trial_type, starts_on, ends_on, uid, started_at, rule_set, origin,
  glm_source, glm_content, allowed_again_at, voided_at, provisionings.state
  FROM trials LEFT JOIN provisionings ON provisionings.trial_id = trials.id`;

export async function findTrial(database: Queryable, id: number): Promise<Trial | undefined> {
  const { rows } = await database.query<TrialRow>(`${SELECT} WHERE trials.id = $1`, [id]);
  return rows[0] && toTrial(rows[0]);
}

/** Every trial of a namespace, voided ones too, oldest first. */
export async function listTrials(database: Queryable, namespaceId: number): Promise<Trial[]> {
  const { rows } = await database.query<TrialRow>(
    `${SELECT} WHERE trials.namespace_id = $1 ORDER BY starts_on, trials.id`,
    [namespaceId],
  );
  return rows.map(toTrial);
}

/** Trials that a rule set granted within a time, not voided yet, oldest first. */
export async function listTrialsGrantedBy(
  database: Queryable,
  granted: { readonly ruleSet: number; readonly from: Date; readonly to: Date },
): Promise<Trial[]> {
  const { rows } = await database.query<TrialRow>(
    `${SELECT} WHERE rule_set = $1 AND started_at >= $2 AND started_at < $3 AND voided_at IS NULL
     ORDER BY trials.namespace_id, trials.id`,
    [granted.ruleSet, granted.from, granted.to],
  );
  return rows.map(toTrial);
}

/** Sets a trial's last day; the database refuses one that would overlap another trial (23P01). */
export async function updateTrialEnd(connection: Connection, id: number, endsOn: string): Promise<void> {
  await connection.query('UPDATE trials SET ends_on = greatest($2::date, starts_on) WHERE id = $1', [id, endsOn]);
}

/** Voids trials in one statement, namespaces ascending, or takes the voiding back. */
export async function updateTrialsVoided(
  connection: Connection,
  ids: readonly number[],
  voided: boolean,
): Promise<void> {
  await connection.query(
    'UPDATE trials SET voided_at = CASE WHEN $2 THEN clock_timestamp() END WHERE id = ANY ($1::bigint[])',
    [ids, voided],
  );
}

/** Lets a namespace have a type again without denying that it has had it. @returns how many trials it concerned. */
export async function updateTrialsAllowedAgain(
  connection: Connection,
  namespaceId: number,
  trialType: string,
): Promise<number> {
  const { rowCount } = await connection.query(
    `UPDATE trials SET allowed_again_at = clock_timestamp()
     WHERE namespace_id = $1 AND trial_type = $2 AND voided_at IS NULL AND allowed_again_at IS NULL`,
    [namespaceId, trialType],
  );
  return rowCount ?? 0;
}
