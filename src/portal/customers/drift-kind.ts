import { checkDrift } from '#billing/drift/check-drift.ts';
import type { DriftFound } from '#billing/drift/drift.ts';
import { countCustomers, insertCheck } from '#billing/drift/drift-store.ts';
import { type DriftHealing, type DriftRepair, repairAccounts, repairCustomers } from '#billing/drift/repair-drift.ts';
import { updateLongJob } from '../long-jobs/long-job-store.ts';
import type { LongJobKind } from '../long-jobs/run-long-job.ts';

export const DRIFT_KIND = 'billing_drift';

/** Looks for drift; with `repair` it mends what it finds, and looks again. */
export function driftKind(tools: DriftHealing & DriftRepair): LongJobKind {
  const { database, persistence } = tools;
  return {
    kind: DRIFT_KIND,
    run: async (job) => {
      const total = await countCustomers(database);
      const onProgress = (done: number) => updateLongJob(database, job.id, { done });
      let repaired = 0;
      if (job.input.repair === true) {
        await updateLongJob(database, job.id, { phase: 'repairing', total });
        await checkDrift({
          database,
          persistence,
          onProgress,
          onDrifted: async (drifted) => {
            repaired += await repairCustomers(tools, drifted);
          },
        });
        repaired += await repairAccounts(tools);
      }
      await updateLongJob(database, job.id, { phase: 'checking', total, done: 0 });
      const found = await checkDrift({ database, persistence, onProgress });
      await insertCheck(database, found, repaired);
      return { ...toDriftOnWire(found), repaired };
    },
  };
}

export function toDriftOnWire(found: DriftFound) {
  return {
    customers_checked: found.customersChecked,
    drift: found.drift,
    kinds: found.kinds,
    exposed: found.exposed,
    settling: found.settling,
  };
}
