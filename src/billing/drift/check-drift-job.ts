import type { Job } from '#kit/jobs/job.ts';
import type { ReportFailure } from '../accounts/persistence-failure.ts';
import { checkDrift } from './check-drift.ts';
import { insertCheck } from './drift-store.ts';
import { type DriftHealing, healDrift } from './repair-drift.ts';

/** Every five minutes: looks for drift, for the gauge and the page, and heals it where the flag is on. */
export function checkDriftJob(healing: DriftHealing, report: ReportFailure): Job {
  const { database, persistence } = healing;
  return {
    name: 'check_billing_drift',
    schedule: '*/5 * * * *',
    run: async () => {
      try {
        const onDrifted = (drifted: Parameters<typeof healDrift>[1]) => healDrift(healing, drifted);
        await insertCheck(database, await checkDrift({ database, persistence, onDrifted }), 0);
      } catch (error) {
        report({ step: 'checking_drift', error, context: {} });
        throw error;
      }
    },
  };
}
