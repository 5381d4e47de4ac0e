import type { Queryable } from '#kit/postgres/pool.ts';

/**
 * Takes the controller's lease, or keeps it.
 * @param seconds that it lasts. @returns the token to show with every change; undefined while another process has it.
 */
export async function updateLease(database: Queryable, holder: string, seconds: number): Promise<number | undefined> {
  const { rows } = await database.query<{ token: number }>(
    `UPDATE rollout_lease SET token = token + CASE WHEN holder = $1 THEN 0 ELSE 1 END, holder = $1,
       expires_at = clock_timestamp() + make_interval(secs => $2)
     WHERE holder = $1 OR expires_at < clock_timestamp() RETURNING token`,
    [holder, seconds],
  );
  return rows[0]?.token;
}

/** Whether a token is still the one in force; it stays so until the transaction ends, since whoever takes it has to wait. */
export async function holdsLease(connection: Queryable, token: number): Promise<boolean> {
  const { rowCount } = await connection.query(
    'SELECT FROM rollout_lease WHERE token = $1 AND expires_at > clock_timestamp() FOR SHARE',
    [token],
  );
  return rowCount === 1;
}

/** Gives it back, so that another process need not wait. */
export async function deleteLease(database: Queryable, holder: string): Promise<void> {
  await database.query("UPDATE rollout_lease SET expires_at = '-infinity' WHERE holder = $1", [holder]);
}
