import pg from 'pg';
import type { Queryable } from './pool.ts';

/** Runs `work` on a connection of its own, for what is done before or without a pool. */
export async function withClient<T>(connectionString: string, work: (client: Queryable) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await work(client as unknown as Queryable);
  } finally {
    await client.end();
  }
}
