import type { Queryable } from '#kit/postgres/pool.ts';
import type { CurrentRules, RulesInForce } from './current-rules.ts';

/** The rules in force by the database's clock, for whoever reads no facts along with them. */
export async function getRulesInForce(
  database: Queryable,
  rules: CurrentRules,
): Promise<RulesInForce & { readonly at: number }> {
  const { rows } = await database.query<{ head: number; at: number }>(
    `SELECT (SELECT max(number) FROM rule_sets) AS head,
       floor(extract(epoch FROM clock_timestamp()) * 1000)::float8 AS at`,
  );
  const { head, at } = rows[0] ?? { head: 0, at: 0 };
  return { ...(await rules.inForce(head, at, database)), at };
}
