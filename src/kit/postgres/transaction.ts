import type { Connection, Pool } from './pool.ts';

/**
 * Runs `work` in one READ COMMITTED transaction. BEGIN is not waited for, so that it travels with the first statement.
 * Rolled back, and the error thrown on, when `work` throws.
 */
export async function inTransaction<T>(pool: Pool, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await pool.connect();
  let broken: Error | undefined;
  try {
    const begun = connection.query('BEGIN');
    begun.catch(() => {});
    const result = await work(connection);
    await begun;
    await connection.query('COMMIT');
    return result;
  } catch (error) {
    await connection.query('ROLLBACK').catch((rollbackError: Error) => {
      broken = rollbackError;
    });
    throw error;
  } finally {
    connection.release(broken);
  }
}
