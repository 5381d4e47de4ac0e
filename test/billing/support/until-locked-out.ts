import type { Pool } from '#kit/postgres/pool.ts';
import { until } from '../../support/test-portal.ts';

/** Waits until a connection to this database waits for a lock; those of other tests' databases do not count. */
export async function untilLockedOut(database: Pool): Promise<void> {
  await until(async () => {
    const { rowCount } = await database.query(
      "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
    );
    return rowCount !== 0;
  });
}
