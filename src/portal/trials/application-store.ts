import type { Connection } from '#kit/postgres/pool.ts';
import type { Application } from '../contract/application.ts';
import type { Trial } from './trial.ts';
import { type TrialRow, toTrial } from './trial-store.ts';

/** All that an application is decided by, read under its locks in one statement. */
export type ApplicationReading = {
  readonly epoch: number;
  readonly ruleSetHead: number;
  /** The database's clock, in milliseconds since 1970. */
  readonly at: number;
  readonly version: number;
  readonly packedFacts: string;
  readonly applicantEmailHash: Buffer | null;
  readonly applicantStartedAt: readonly number[];
  readonly applicantExempt: boolean;
  /** The same application's trial, if it still runs. */
  readonly repeated: Trial | undefined;
  /** What the Idempotency-Key was used for before. */
  readonly keyed: { readonly bodyHash: Buffer; readonly trial: Trial } | null;
};

// The applicant's keys first, in one order for everybody, then the namespace: nobody waits for somebody who waits.
const LOCK_APPLICANT = {
  name: 'apply_lock_applicant',
  text: `SELECT pg_advisory_xact_lock(key) FROM (
    SELECT DISTINCT key FROM (
      SELECT hashtextextended('applicant uid ' || $1::bigint, 0) AS key
      UNION ALL
      SELECT hashtextextended('applicant email ' || encode(email_hash, 'hex'), 0)
      FROM (SELECT email_hash FROM leads WHERE uid = $1 ORDER BY received_at DESC LIMIT 1) AS newest
      WHERE email_hash IS NOT NULL
    ) AS keys ORDER BY key OFFSET 0
  ) AS sorted`,
};
const MAKE_NAMESPACE = {
  name: 'apply_make_namespace',
  text: 'INSERT INTO namespaces (id) VALUES ($1) ON CONFLICT DO NOTHING',
};
const LOCK_NAMESPACE = { name: 'apply_lock_namespace', text: 'SELECT FROM namespaces WHERE id = $1 FOR NO KEY UPDATE' };

const TRIAL_JSON = `(SELECT to_jsonb(trial) FROM (SELECT trials.*, provisionings.state FROM trials
  LEFT JOIN provisionings ON provisionings.trial_id = trials.id WHERE trials.id = one.id) AS trial)`;

// Its own statement after the locks, because a statement that waited for one still sees what was before.
const READ = {
  name: 'apply_read',
  text: `WITH applicant AS (SELECT email_hash FROM leads WHERE uid = $2 ORDER BY received_at DESC LIMIT 1)
    SELECT (SELECT epoch FROM portal_epoch) AS epoch, (SELECT max(number) FROM rule_sets) AS rule_set_head,
      floor(extract(epoch FROM clock_timestamp()) * 1000)::float8 AS at, eligibility_version, facts,
      (SELECT email_hash FROM applicant) AS email_hash,
      ARRAY(SELECT floor(extract(epoch FROM started_at) * 1000)::float8 FROM trials
        WHERE (uid = $2 OR applicant_email_hash = (SELECT email_hash FROM applicant)) AND voided_at IS NULL
        ORDER BY started_at DESC LIMIT 10001) AS started_at,
      EXISTS (SELECT FROM applicant_exemptions
        WHERE uid = $2 AND (exempt_until IS NULL OR exempt_until > (clock_timestamp() AT TIME ZONE 'UTC')::date)) AS exempt,
      (SELECT ${TRIAL_JSON} FROM trials AS one WHERE namespace_id = $1 AND uid = $2 AND trial_type = $3
        AND voided_at IS NULL AND ends_on > (clock_timestamp() AT TIME ZONE 'UTC')::date LIMIT 1) AS repeated,
      (SELECT jsonb_build_object('body_hash', encode(body_hash, 'hex'), 'trial', ${TRIAL_JSON})
        FROM (SELECT trial_id AS id, body_hash FROM idempotency_keys WHERE key = $4) AS one) AS keyed
    FROM namespaces WHERE id = $1`,
};

type ReadRow = {
  epoch: number;
  rule_set_head: number;
  at: number;
  eligibility_version: number;
  facts: string;
  email_hash: Buffer | null;
  started_at: number[];
  exempt: boolean;
  repeated: TrialRow | null;
  keyed: { body_hash: string; trial: TrialRow } | null;
};

/** Locks the applicant and the namespace, then reads; the statements travel in one trip. */
export async function lockAndReadApplication(
  connection: Connection,
  application: Application,
  idempotencyKey: string | null,
): Promise<ApplicationReading> {
  const { uid, namespaceId, trialType } = application;
  const [, , , { rows }] = await Promise.all([
    connection.query({ ...LOCK_APPLICANT, values: [uid] }),
    connection.query({ ...MAKE_NAMESPACE, values: [namespaceId] }),
    connection.query({ ...LOCK_NAMESPACE, values: [namespaceId] }),
    connection.query<ReadRow>({ ...READ, values: [namespaceId, uid, trialType, idempotencyKey] }),
  ]);
  const row = rows[0] as ReadRow;
  return {
    epoch: row.epoch,
    ruleSetHead: row.rule_set_head,
    at: row.at,
    version: row.eligibility_version,
    packedFacts: row.facts,
    applicantEmailHash: row.email_hash,
    applicantStartedAt: row.started_at,
    applicantExempt: row.exempt,
    repeated: row.repeated ? fromJson(row.repeated) : undefined,
    keyed: row.keyed && { bodyHash: Buffer.from(row.keyed.body_hash, 'hex'), trial: fromJson(row.keyed.trial) },
  };
}

/** Times inside JSON come as text. */
function fromJson(row: TrialRow): Trial {
  return { ...toTrial(row), startedAt: new Date(row.started_at) };
}

export type NewTrial = {
  readonly application: Application;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly startedAt: Date;
  readonly applicantEmailHash: Buffer | null;
  readonly ruleSet: number;
  readonly granted: object;
  readonly idempotencyKey: string | null;
  readonly bodyHash: Buffer;
};

const INSERT_TRIAL = {
  name: 'apply_insert_trial',
  text: `WITH trial AS (
      INSERT INTO trials (namespace_id, trial_type, starts_on, ends_on, uid, applicant_email_hash, started_at, rule_set,
        granted, glm_source, glm_content, origin)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'application') RETURNING id
    ), provisioning AS (
      INSERT INTO provisionings (namespace_id, trial_id, due_on) SELECT $1, id, $3 FROM trial
    ), sent AS (
      INSERT INTO outbox (task, key, payload)
      VALUES ('provision_namespace', 'provision_namespace:' || $1::bigint, jsonb_build_object('namespace_id', $1::bigint))
    ), keyed AS (
      INSERT INTO idempotency_keys (key, body_hash, trial_id) SELECT $12, $13, id FROM trial WHERE $12::text IS NOT NULL
    )
    SELECT id FROM trial`,
};
const VERSION = {
  name: 'apply_version',
  text: 'SELECT eligibility_version AS version, epoch FROM namespaces, portal_epoch WHERE id = $1',
};

/** Writes a granted trial, its provisioning, its outbox row and its idempotency key in one statement. */
export async function insertTrial(connection: Connection, trial: NewTrial): Promise<number> {
  const { application } = trial;
  const { rows } = await connection.query<{ id: number }>({
    ...INSERT_TRIAL,
    values: [
      application.namespaceId,
      application.trialType,
      trial.startsOn,
      trial.endsOn,
      application.uid,
      trial.applicantEmailHash,
      trial.startedAt,
      trial.ruleSet,
      JSON.stringify(trial.granted),
      application.glmSource,
      application.glmContent,
      trial.idempotencyKey,
      trial.bodyHash,
    ],
  });
  return rows[0]?.id ?? 0;
}

/** Writes a granted trial and commits, in one trip. The version is bumped by the trigger. */
export async function insertTrialAndCommit(
  connection: Connection,
  trial: NewTrial,
): Promise<{ id: number; version: number; epoch: number }> {
  const inserted = insertTrial(connection, trial);
  const committed = Promise.all([
    connection.query<{ version: number; epoch: number }>({ ...VERSION, values: [trial.application.namespaceId] }),
    connection.query('COMMIT'),
  ]);
  // If the insert fails so does what follows it, and only the first error says why.
  committed.catch(() => {});
  const id = await inserted;
  const [{ rows }] = await committed;
  return { id, version: rows[0]?.version ?? 0, epoch: rows[0]?.epoch ?? 0 };
}
