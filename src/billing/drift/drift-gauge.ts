import type { Queryable } from '#kit/postgres/pool.ts';
import type { Meter } from '#kit/telemetry/meter.ts';
import { DRIFT_KINDS } from './drift.ts';
import { listChecks } from './drift-store.ts';

/** The drift that the newest check has found, by kind and the flag's value: the same from every process. */
export function observeDrift(meter: Meter, database: Queryable): void {
  const gauge = meter.createObservableGauge('billing_account_drift', {
    description: 'What did not match when it was looked at last, by kind.',
  });
  gauge.addCallback(async (result) => {
    // A database that is away must not take the other readings with it.
    const [newest] = await listChecks(database, 1).catch(() => []);
    if (!newest) return;
    for (const kind of DRIFT_KINDS) {
      const exposed = newest.exposed[kind] ?? 0;
      result.observe(exposed, { kind, exposed: true });
      result.observe((newest.kinds[kind] ?? 0) - exposed, { kind, exposed: false });
    }
  });
}
