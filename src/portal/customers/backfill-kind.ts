import type { AccountPersistence } from '#billing/accounts/account-persistence.ts';
import { askToReadAccounts } from '#billing/accounts/ask-to-read-accounts.ts';
import { countBackfill, findStretch } from '#billing/backfill/backfill-store.ts';
import { BACKFILL_START, type BackfillCursor, runBackfill } from '#billing/backfill/run-backfill.ts';
import { checkDrift } from '#billing/drift/check-drift.ts';
import { countCustomers, insertCheck } from '#billing/drift/drift-store.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { type LongJob, updateLongJob } from '../long-jobs/long-job-store.ts';
import type { LongJobKind } from '../long-jobs/run-long-job.ts';

export const BACKFILL_KIND = 'billing_backfill';

const DRY_STRETCH = 20_000;

/** Fills billing accounts for existing customers; with `dry_run` it only counts what there is to do. */
export function backfillKind(database: Pool, persistence: AccountPersistence): LongJobKind {
  return {
    kind: BACKFILL_KIND,
    run: async (job) => {
      const total = await countCustomers(database);
      if (job.input.dry_run === true) return dryRun(database, job, total);
      await updateLongJob(database, job.id, { phase: 'filling', total });
      const done = await runBackfill({
        database,
        cursor: (job.cursor as BackfillCursor | null) ?? BACKFILL_START,
        onBatch: (connection, cursor) =>
          updateLongJob(connection, job.id, { cursor, done: cursor.done.customers_checked }),
      });
      await askToReadAccounts(database);
      await updateLongJob(database, job.id, { phase: 'checking' });
      const found = await checkDrift({ database, persistence });
      await insertCheck(database, found, 0);
      return { dry_run: false, ...done, seconds: secondsSince(job), drift: found.drift, kinds: found.kinds };
    },
  };
}

async function dryRun(database: Pool, job: LongJob, total: number): Promise<Record<string, unknown>> {
  await updateLongJob(database, job.id, { phase: 'counting', total });
  let [after, done, accounts, memberships] = [0, 0, 0, 0];
  for (;;) {
    const stretch = await findStretch(database, after, DRY_STRETCH);
    if (!stretch) break;
    const wanted = await countBackfill(database, stretch);
    accounts += wanted.accounts;
    memberships += wanted.memberships;
    done += stretch.customers;
    after = stretch.upTo;
    await updateLongJob(database, job.id, { done });
  }
  // An account that several stretches lack is counted in each: it is an upper bound.
  return {
    dry_run: true,
    customers_checked: done,
    accounts_to_create_at_most: accounts,
    memberships_to_create: memberships,
    seconds: secondsSince(job),
  };
}

function secondsSince({ createdAt }: LongJob): number {
  return Math.round((Date.now() - createdAt.getTime()) / 100) / 10;
}
