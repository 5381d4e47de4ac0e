import { notFound } from '#kit/errors/not-found.ts';
import type { Queryable } from '#kit/postgres/pool.ts';
import type { Feature, Segment } from './feature.ts';

/** All that clients of an environment may read, at a revision. */
export type EnvironmentFlags = {
  readonly name: string;
  readonly revision: number;
  readonly features: readonly Feature[];
  readonly segments: readonly Segment[];
};

export async function listEnvironments(database: Queryable): Promise<string[]> {
  const { rows } = await database.query<{ name: string }>('SELECT name FROM flag_environments ORDER BY name');
  return rows.map(({ name }) => name);
}

/** Makes an environment if there is none of that name. */
export async function insertEnvironment(database: Queryable, name: string): Promise<void> {
  await database.query('INSERT INTO flag_environments (name) VALUES ($1) ON CONFLICT DO NOTHING', [name]);
}

/**
 * Locks an environment until the transaction ends and counts its revision up.
 * @returns the new revision. @throws {BadRequest} 404 that lists the environments there are.
 */
export async function updateRevision(database: Queryable, environment: string): Promise<number> {
  const { rows } = await database.query<{ revision: number }>(
    'UPDATE flag_environments SET revision = revision + 1 WHERE name = $1 RETURNING revision',
    [environment],
  );
  if (rows[0]) return rows[0].revision;
  const known = (await listEnvironments(database)).join(', ');
  throw notFound(
    `There is no environment ${environment.slice(0, 63)}; there are ${known}. "trialgate flags token" makes one.`,
  );
}

/** Environments that stand at another revision than is known, whole, in one trip. @param known revisions by name. */
export async function listChangedEnvironments(
  database: Queryable,
  known: ReadonlyMap<string, number>,
): Promise<EnvironmentFlags[]> {
  const { rows } = await database.query<EnvironmentFlags>(
    `SELECT one.name, one.revision,
       (SELECT coalesce(jsonb_agg(feature ORDER BY flag), '[]') FROM flag_states WHERE environment = one.name) AS features,
       (SELECT coalesce(jsonb_agg(segment ORDER BY id), '[]') FROM flag_segments WHERE environment = one.name) AS segments
     FROM flag_environments one LEFT JOIN unnest($1::text[], $2::bigint[]) AS known (name, revision) USING (name)
     WHERE known.revision IS DISTINCT FROM one.revision`,
    [[...known.keys()], [...known.values()]],
  );
  return rows;
}
