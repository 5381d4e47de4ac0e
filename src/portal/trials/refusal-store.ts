import type { Queryable } from '#kit/postgres/pool.ts';
import type { Application } from '../contract/application.ts';

/** An application that was refused. */
export type KeptRefusal = {
  readonly at: Date;
  readonly trialType: string;
  readonly uid: number;
  readonly codes: readonly string[];
  readonly ruleSet: number;
  readonly requestId: string | null;
};

type RefusalRow = {
  at: Date;
  trial_type: string;
  uid: number;
  codes: string[];
  rule_set: number;
  request_id: string | null;
};

/** A namespace's refusals, newest first. */
export async function listRefusals(database: Queryable, namespaceId: number, limit: number): Promise<KeptRefusal[]> {
  const { rows } = await database.query<RefusalRow>(
    `SELECT at, trial_type, uid, codes, rule_set, request_id FROM refusals
     WHERE namespace_id = $1 ORDER BY at DESC LIMIT $2`,
    [namespaceId, limit],
  );
  return rows.map((row) => ({
    at: row.at,
    trialType: row.trial_type,
    uid: row.uid,
    codes: row.codes,
    ruleSet: row.rule_set,
    requestId: row.request_id,
  }));
}

export type Refusal = {
  readonly application: Application;
  readonly codes: readonly string[];
  readonly ruleSet: number;
  readonly facts: object;
  readonly requestId: string;
};

/** Keeps a refusal: support will be asked about it. */
export async function insertRefusal(connection: Queryable, refusal: Refusal): Promise<void> {
  const { application } = refusal;
  await connection.query(
    `INSERT INTO refusals (namespace_id, trial_type, uid, codes, rule_set, facts, request_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      application.namespaceId,
      application.trialType,
      application.uid,
      refusal.codes,
      refusal.ruleSet,
      JSON.stringify(refusal.facts),
      refusal.requestId,
    ],
  );
}
