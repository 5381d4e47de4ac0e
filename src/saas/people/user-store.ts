import type { Queryable } from '#kit/postgres/pool.ts';

export type User = { readonly id: number; readonly active: boolean };

/** The person of that id, if there is one. */
export async function findUser(database: Queryable, id: number): Promise<User | undefined> {
  const { rows } = await database.query<{ id: number; state: string | null }>(
    'SELECT id, state FROM users WHERE id = $1',
    [id],
  );
  return rows[0] && { id: rows[0].id, active: rows[0].state === 'active' };
}
