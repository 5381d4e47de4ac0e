import type { Queryable } from '#kit/postgres/pool.ts';

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
