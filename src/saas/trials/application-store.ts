import type { Queryable } from '#kit/postgres/pool.ts';
import type { StartedTrial } from '#sdk/index.ts';
import type { Application, NewApplication } from './application.ts';

type ApplicationRow = {
  id: number;
  user_id: number;
  namespace_id: number;
  trial_type: string | null;
  idempotency_key: string;
  state: Application['state'];
  lead: Record<string, unknown> | null;
  lead_sent_at: Date | null;
  sentence: string | null;
  starts_on: string | null;
  ends_on: string | null;
  epoch: number | null;
  version: number | null;
  give_up_at: Date;
};

const COLUMNS = `id, user_id, namespace_id, trial_type, idempotency_key, state, lead, lead_sent_at, sentence, starts_on,
  ends_on, epoch, version, give_up_at`;

/** @returns undefined when one of that namespace is in flight already. */
export async function insertApplication(database: Queryable, one: NewApplication): Promise<Application | undefined> {
  const { rows } = await database.query<ApplicationRow>(
    `INSERT INTO trial_applications (user_id, namespace_id, trial_type, state, lead, lead_sent_at, idempotency_key)
     VALUES ($1, $2, $3, $4, $5, CASE WHEN $6 THEN clock_timestamp() END, coalesce($7::uuid, gen_random_uuid()))
     ON CONFLICT (namespace_id) WHERE state IN ('confirming', 'waiting', 'starting') DO NOTHING RETURNING ${COLUMNS}`,
    [one.userId, one.namespaceId, one.trialType, one.state, one.lead, one.isLeadSent, one.idempotencyKey],
  );
  return rows[0] && toApplication(rows[0]);
}

export async function findApplication(database: Queryable, id: number): Promise<Application | undefined> {
  const { rows } = await database.query<ApplicationRow>(`SELECT ${COLUMNS} FROM trial_applications WHERE id = $1`, [
    id,
  ]);
  return rows[0] && toApplication(rows[0]);
}

/** The last one of a namespace. */
export async function findLastApplication(database: Queryable, namespaceId: number): Promise<Application | undefined> {
  const { rows } = await database.query<ApplicationRow>(
    `SELECT ${COLUMNS} FROM trial_applications WHERE namespace_id = $1 ORDER BY id DESC LIMIT 1`,
    [namespaceId],
  );
  return rows[0] && toApplication(rows[0]);
}

const SET = 'UPDATE trial_applications SET updated_at = clock_timestamp()';

/** It may be sent. */
export async function updateConfirmed(database: Queryable, id: number, trialType: string): Promise<void> {
  await database.query(`${SET}, state = 'waiting', trial_type = $2 WHERE id = $1 AND state = 'confirming'`, [
    id,
    trialType,
  ]);
}

/** The portal has the lead, and it is kept here no longer. */
export async function updateLeadSent(database: Queryable, id: number): Promise<void> {
  await database.query(`${SET}, lead_sent_at = clock_timestamp(), lead = NULL WHERE id = $1`, [id]);
}

export async function updateStarted(database: Queryable, id: number, trial: StartedTrial): Promise<void> {
  const { trialType, startsOn, endsOn, floor } = trial;
  // The product may have been told of the plan before the portal's answer came.
  await database.query(
    `${SET}, state = CASE WHEN state = 'landed' THEN state ELSE 'starting' END, trial_type = $2, starts_on = $3,
       ends_on = $4, epoch = $5, version = $6, lead = NULL WHERE id = $1`,
    [id, trialType, startsOn, endsOn, floor.epoch, floor.version],
  );
}

/** One that was granted meanwhile stays granted. */
export async function updateRefused(database: Queryable, id: number, code: string, sentence: string): Promise<void> {
  await database.query(
    `${SET}, state = 'refused', code = $2, sentence = $3, lead = NULL
     WHERE id = $1 AND state IN ('confirming', 'waiting')`,
    [id, code, sentence],
  );
}

/** Nobody knows what became of it, or could say in time. It may be sent again with its key. */
export async function updateGivenUp(database: Queryable, id: number, code: string): Promise<void> {
  await database.query(`${SET}, state = 'given_up', code = $2 WHERE id = $1`, [id, code]);
}

/** The portal has told of the namespace's plan: whatever was starting has arrived. */
export async function updateLanded(database: Queryable, namespaceId: number): Promise<void> {
  await database.query(`${SET}, state = 'landed' WHERE namespace_id = $1 AND state IN ('starting', 'waiting')`, [
    namespaceId,
  ]);
}

function toApplication(row: ApplicationRow): Application {
  return {
    id: row.id,
    userId: row.user_id,
    namespaceId: row.namespace_id,
    trialType: row.trial_type,
    idempotencyKey: row.idempotency_key,
    state: row.state,
    lead: row.lead,
    sentence: row.sentence,
    isLeadSent: row.lead_sent_at !== null,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    giveUpAt: row.give_up_at,
    floor: row.epoch === null || row.version === null ? undefined : { epoch: row.epoch, version: row.version },
  };
}
