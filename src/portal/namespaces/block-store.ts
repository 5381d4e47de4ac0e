import type { Connection, Queryable } from '#kit/postgres/pool.ts';

/** An operator's block. `blockedUntil` is the first day on which it is over; null is without end. */
export type NamespaceBlock = {
  readonly namespaceId: number;
  readonly blockedUntil: string | null;
  readonly reason: string;
};

type BlockRow = { namespace_id: number; blocked_until: string | null; reason: string };

export async function findBlock(database: Queryable, namespaceId: number): Promise<NamespaceBlock | undefined> {
  const { rows } = await database.query<BlockRow>('SELECT * FROM namespace_blocks WHERE namespace_id = $1', [
    namespaceId,
  ]);
  const row = rows[0];
  return row && { namespaceId: row.namespace_id, blockedUntil: row.blocked_until, reason: row.reason };
}

export async function upsertBlock(connection: Connection, block: NamespaceBlock): Promise<void> {
  await connection.query(
    `INSERT INTO namespace_blocks (namespace_id, blocked_until, reason) VALUES ($1, $2, $3)
     ON CONFLICT (namespace_id) DO UPDATE SET blocked_until = excluded.blocked_until, reason = excluded.reason`,
    [block.namespaceId, block.blockedUntil, block.reason],
  );
}

export async function deleteBlock(connection: Connection, namespaceId: number): Promise<void> {
  await connection.query('DELETE FROM namespace_blocks WHERE namespace_id = $1', [namespaceId]);
}
