import type { Pool } from '#kit/postgres/pool.ts';
import type { AccountPersistence } from '../accounts/account-persistence.ts';
import { convergeCustomer } from '../accounts/converge-customer.ts';
import { insertMissingIntents } from '../accounts/intent-store.ts';
import type { ReportFailure } from '../accounts/persistence-failure.ts';
import type { CustomerUpdates } from '../customers/customer-updates.ts';
import { leaveEndedAccount } from '../zuora/apply-callout.ts';
import { type DriftedCustomer, deleteAccountsWithoutMembers } from './drift-store.ts';

export type DriftRepair = {
  readonly database: Pool;
  readonly updates: CustomerUpdates;
  readonly report: ReportFailure;
};

/** Brings customers in step that were found not to be, whatever the flag says. @returns how many. */
export async function repairCustomers(
  { database, updates, report }: DriftRepair,
  drifted: readonly DriftedCustomer[],
): Promise<number> {
  let repaired = 0;
  for (const { customerId, kind, zuoraAccountId } of drifted) {
    try {
      if (kind === 'ended_account' && zuoraAccountId !== null) await leaveEndedAccount(updates, zuoraAccountId);
      await convergeCustomer(database, customerId, 'repair');
      repaired++;
    } catch (error) {
      report({ step: 'converging', error, context: { customer_id: customerId, cause: 'repair' } });
    }
  }
  return repaired;
}

/** Deletes accounts to which nobody ever belonged. @returns how many. */
export async function repairAccounts({ database, report }: DriftRepair): Promise<number> {
  try {
    return await deleteAccountsWithoutMembers(database);
  } catch (error) {
    // Somebody has just joined one: the next repair finds the others.
    report({ step: 'converging', error, context: { cause: 'repair' } });
    return 0;
  }
}

export type DriftHealing = {
  readonly database: Pool;
  readonly updates: CustomerUpdates;
  readonly persistence: AccountPersistence;
};

/** What heals by itself: customers for whom the flag is on get an intent, ended accounts are left. */
export async function healDrift({ database, updates, persistence }: DriftHealing, drifted: readonly DriftedCustomer[]) {
  const exposed: number[] = [];
  for (const { customerId, kind, zuoraAccountId } of drifted) {
    if (kind === 'ended_account' && zuoraAccountId !== null) await leaveEndedAccount(updates, zuoraAccountId);
    else if (await persistence.isExposed(customerId)) exposed.push(customerId);
  }
  await insertMissingIntents(database, exposed, 'healing');
}
