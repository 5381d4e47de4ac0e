import { WakeableLoop } from '#kit/jobs/wakeable-loop.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import type { Logger } from '#kit/telemetry/logger.ts';
import type { Meter } from '#kit/telemetry/meter.ts';
import { countUnsettled, type Unsettled } from './provisioning-list-store.ts';

const EVERY = 5_000;
const OLDEST = 20_000;

/**
 * Shows as `provisioning_backlog` what saas has not been told yet. Read beside the meter, because a database that is slow
 * must not hold up the page of metrics; what was read too long ago is not shown. Every portal shows the same: not to be added up.
 */
export function watchBacklog(database: Pool, meter: Meter, logger: Logger): WakeableLoop {
  let backlog: Unsettled | undefined;
  let readAt = 0;
  const gauge = meter.createObservableGauge('provisioning_backlog', {
    description: 'Provisionings that saas has not confirmed, by state; the same in every portal',
  });
  gauge.addCallback((result) => {
    if (!backlog || performance.now() - readAt > OLDEST) return;
    for (const [state, count] of Object.entries(backlog)) result.observe(count, { state });
  });
  const turn = async () => {
    backlog = await countUnsettled(database);
    readAt = performance.now();
    return false;
  };
  return new WakeableLoop({ name: 'provisioning backlog', every: EVERY, logger, turn });
}
