import type { Job } from '#kit/jobs/job.ts';
import { runInLanes } from '#kit/jobs/run-in-lanes.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import {
  type DueAccount,
  leaseDueAccounts,
  postponeAccount,
  updateAccountDue,
  updateAccountRead,
} from '../accounts/account-store.ts';
import { askToReadAccounts, READ_ACCOUNTS_TASK } from '../accounts/ask-to-read-accounts.ts';
import type { ReportFailure } from '../accounts/persistence-failure.ts';
import type { CustomerUpdates } from '../customers/customer-updates.ts';
import { leaveEndedAccount, REFRESH_ACCOUNT_TASK } from './apply-callout.ts';
import { type ZuoraClient, ZuoraUnavailable } from './zuora-client.ts';

const AT_ONCE = 4;
const BATCH = 20;
const LONGEST = 50_000;

/**
 * Has an account read again that Zuora has called out. If it has ended, a second look finds who was set to it in a
 * transaction that had not committed when the first one looked.
 */
export function refreshAccountJob(database: Pool, updates: CustomerUpdates): Job {
  return {
    name: REFRESH_ACCOUNT_TASK,
    run: async ({ zuora_account_id: id }) => {
      const zuoraAccountId = String(id);
      await leaveEndedAccount(updates, zuoraAccountId);
      if (!(await updateAccountDue(database, zuoraAccountId))) return;
      await askToReadAccounts(database);
    },
  };
}

/**
 * Reads from Zuora what only Zuora knows of accounts, within its limits, for as long as any is due; one of these runs at a
 * time. Without a client accounts stay unread, which hinders nobody from belonging to them.
 */
export function readAccountsJob(database: Pool, client: ZuoraClient | undefined, report: ReportFailure): Job {
  return {
    name: READ_ACCOUNTS_TASK,
    schedule: '* * * * *',
    run: async () => {
      if (!client) return;
      const end = Date.now() + LONGEST;
      while (Date.now() < end) {
        const due = await leaseDueAccounts(database, BATCH);
        if (due.length === 0) return;
        await runInLanes(due, AT_ONCE, (one) => readOne(database, client, one, report));
      }
    },
  };
}

async function readOne(database: Pool, client: ZuoraClient, one: DueAccount, report: ReportFailure): Promise<void> {
  try {
    const said = await client.findAccount(one.zuoraAccountId);
    await updateAccountRead(database, one, said ?? 'unknown');
  } catch (error) {
    report({ step: 'reading_zuora', error, context: { zuora_account_id: one.zuoraAccountId } });
    const seconds = error instanceof ZuoraUnavailable ? error.retryAfterSeconds : undefined;
    await postponeAccount(database, one.id, { error: error instanceof Error ? error.message : 'failed', seconds });
  }
}
