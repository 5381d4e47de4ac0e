import type { Connection } from '#kit/postgres/pool.ts';

/** Takes the locks that applying takes, in its order, before any fact row: two changes never wait for each other. */
export async function lockNamespaces(connection: Connection, ids: readonly number[]): Promise<void> {
  await connection.query(
    'INSERT INTO namespaces (id) SELECT id FROM unnest($1::bigint[]) AS id ORDER BY id ON CONFLICT DO NOTHING',
    [ids],
  );
  await connection.query('SELECT FROM namespaces WHERE id = ANY ($1::bigint[]) ORDER BY id FOR NO KEY UPDATE', [ids]);
}

/** The version that a change has led to. */
export async function getVersion(connection: Connection, id: number): Promise<number> {
  const { rows } = await connection.query<{ version: number }>(
    'SELECT eligibility_version AS version FROM namespaces WHERE id = $1',
    [id],
  );
  return rows[0]?.version ?? 0;
}
