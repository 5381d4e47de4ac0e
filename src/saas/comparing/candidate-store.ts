import type { Queryable } from '#kit/postgres/pool.ts';

// Groups at the top on a plan that a trial can follow: those for which the product ever asks.
const CANDIDATES = `namespaces n LEFT JOIN gitlab_subscriptions s ON s.namespace_id = n.id
  LEFT JOIN plans p ON p.id = s.hosted_plan_id
  WHERE n.type = 'Group' AND n.parent_id IS NULL AND (p.name IS NULL OR p.name IN ('', 'default', 'free', 'premium'))`;

/** How many there are, for a progress bar. */
export async function countCandidates(database: Queryable): Promise<number> {
  const { rows } = await database.query<{ n: number }>(`SELECT count(*)::float8 AS n FROM ${CANDIDATES}`);
  return rows[0]?.n ?? 0;
}

/**
 * The next ones by id.
 * @param perMillion of them, always the same ones, because an id decides.
 * @returns the chosen ids, and the last one that was looked at; `after` where there are no more.
 */
export async function listCandidates(
  database: Queryable,
  after: number,
  limit: number,
  perMillion: number,
): Promise<{ readonly ids: number[]; readonly untilId: number }> {
  const { rows } = await database.query<{ id: number; chosen: boolean }>(
    `SELECT n.id, (hashint8(n.id)::bigint & 65535) < $3::float8 * 0.065536 AS chosen FROM ${CANDIDATES} AND n.id > $1
     ORDER BY n.id LIMIT $2`,
    [after, limit, perMillion],
  );
  return { ids: rows.filter(({ chosen }) => chosen).map(({ id }) => id), untilId: rows.at(-1)?.id ?? after };
}
