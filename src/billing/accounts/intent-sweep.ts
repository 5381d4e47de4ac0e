import { runInLanes } from '#kit/jobs/run-in-lanes.ts';
import { WakeableLoop } from '#kit/jobs/wakeable-loop.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import type { Logger } from '#kit/telemetry/logger.ts';
import type { AccountPersistence } from './account-persistence.ts';
import { deferIntents, listDueCustomers } from './intent-store.ts';

const EVERY = 1_000;
const MOST = 200;
const LANES = 2;

export type IntentSweepOptions = {
  readonly database: Pool;
  readonly persistence: AccountPersistence;
  readonly logger: Logger;
};

/** Takes up the intents that nobody has followed: a process was killed, something failed, or the flag was off meanwhile. */
export function createIntentSweep({ database, persistence, logger }: IntentSweepOptions): WakeableLoop {
  const turn = async () => {
    const due = await listDueCustomers(database, MOST);
    await runInLanes(due, LANES, (id) => follow(database, persistence, id));
    return due.length === MOST;
  };
  return new WakeableLoop({ name: 'billing intents', every: EVERY, logger, turn });
}

async function follow(database: Pool, persistence: AccountPersistence, customerId: number): Promise<void> {
  const outcome = await persistence.persist(customerId, 'retry');
  // The flag may be on again soon; whoever is asked about meanwhile comes first.
  if (outcome === 'off') await deferIntents(database, customerId);
}
