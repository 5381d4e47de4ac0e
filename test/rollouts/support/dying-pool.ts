import type { Connection, Pool } from '#kit/postgres/pool.ts';

/**
 * A pool that dies at its nth statement, as its process would: before the statement is sent, or after it has taken
 * effect and nobody hears of it. Every statement afterwards fails too.
 */
export function dyingPool(pool: Pool, nth: number, when: 'before' | 'after'): { pool: Pool; asked: () => number } {
  let asked = 0;
  const wrap = (query: (...all: unknown[]) => Promise<unknown>) => {
    return async (...all: unknown[]) => {
      asked += 1;
      const isEnd = all[0] === 'ROLLBACK';
      if (!isEnd && (asked > nth || (asked === nth && when === 'before'))) throw new Error('died');
      const result = await query(...all);
      if (asked === nth && when === 'after') throw new Error('died');
      return result;
    };
  };
  const connect = async () => {
    const connection = (await pool.connect()) as Connection;
    const query = wrap(connection.query.bind(connection) as never);
    return { query, release: (error?: Error) => connection.release(error) };
  };
  return { pool: { query: wrap(pool.query.bind(pool) as never), connect } as unknown as Pool, asked: () => asked };
}
