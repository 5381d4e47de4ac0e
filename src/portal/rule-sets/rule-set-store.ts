import type { RuleSet, RuleSetBody } from '#domain/eligibility/rule-set.ts';
import type { Connection, Queryable } from '#kit/postgres/pool.ts';

type RuleSetRow = { number: number; effective_from: Date; body: RuleSetBody };

function toRuleSet(row: RuleSetRow): RuleSet {
  return { ...row.body, number: row.number, effectiveFrom: row.effective_from.getTime() };
}

/** The rule set in force and those announced after it, oldest number first. */
export async function listLiveRuleSets(database: Queryable): Promise<RuleSet[]> {
  const { rows } = await database.query<RuleSetRow>(
    'SELECT number, effective_from, body FROM live_rule_sets ORDER BY number',
  );
  return rows.map(toRuleSet);
}

/** Every rule set there has been, newest first, with what caused it. */
export async function listRuleSets(database: Queryable, limit: number) {
  const { rows } = await database.query<RuleSetRow & { cause: string; created_at: Date }>(
    'SELECT number, effective_from, body, cause, created_at FROM rule_sets ORDER BY number DESC LIMIT $1',
    [limit],
  );
  return rows.map((row) => ({ ...toRuleSet(row), cause: row.cause, createdAt: row.created_at }));
}

/** The rule set that was in force at `at`, as it had been announced by then; undefined before the first one. */
export async function findRuleSetAt(database: Queryable, at: Date): Promise<RuleSet | undefined> {
  const { rows } = await database.query<RuleSetRow>(
    `SELECT number, effective_from, body FROM rule_sets
     WHERE effective_from <= $1 ORDER BY number DESC LIMIT 1`,
    [at],
  );
  return rows[0] && toRuleSet(rows[0]);
}

/** Waits for other changes of the rule set to end and keeps new ones out until this transaction ends. */
export async function lockRuleSets(connection: Connection): Promise<void> {
  await connection.query('LOCK TABLE rule_sets IN SHARE ROW EXCLUSIVE MODE');
}

/** Adds rule sets with the next numbers, in the order given, and the permanent words of types that are new. */
export async function insertRuleSets(
  connection: Queryable,
  ruleSets: readonly { readonly effectiveFrom: Date; readonly body: RuleSetBody }[],
  cause: string,
): Promise<number[]> {
  const types = ruleSets.flatMap(({ body }) => body.trialTypes);
  await connection.query(
    `INSERT INTO trial_types (code, type) SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING`,
    [types.map((one) => one.code), types.map((one) => one.type)],
  );
  const { rows } = await connection.query<{ number: number }>(
    `INSERT INTO rule_sets (number, effective_from, body, cause)
     SELECT coalesce((SELECT max(number) FROM rule_sets), 0) + place,
       greatest(effective_from, clock_timestamp()), body, $3
     FROM unnest($1::timestamptz[], $2::jsonb[]) WITH ORDINALITY AS one (effective_from, body, place)
     RETURNING number`,
    [ruleSets.map((one) => one.effectiveFrom), ruleSets.map((one) => JSON.stringify(one.body)), cause],
  );
  return rows.map((row) => row.number);
}
