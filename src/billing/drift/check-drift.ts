import type { Pool } from '#kit/postgres/pool.ts';
import type { AccountPersistence } from '../accounts/account-persistence.ts';
import { type DriftFound, noDrift } from './drift.ts';
import { countAccountsWithoutMembers, type DriftedCustomer, findDriftStretch, sumOf } from './drift-store.ts';

const STRETCH = 20_000;

export type DriftCheck = {
  readonly database: Pool;
  readonly persistence: AccountPersistence;
  readonly onProgress?: (customersChecked: number) => Promise<void>;
  /** Told of what does not match, stretch by stretch; what settles by itself is left out. */
  readonly onDrifted?: (drifted: readonly DriftedCustomer[]) => Promise<void>;
};

/** Compares every customer with the account that they belong to, and looks for accounts to which nobody ever belonged. */
export async function checkDrift({ database, persistence, onProgress, onDrifted }: DriftCheck): Promise<DriftFound> {
  const kinds = noDrift();
  const exposed = noDrift();
  let [customersChecked, settling, after] = [0, 0, 0];
  for (;;) {
    const stretch = await findDriftStretch(database, { after, size: STRETCH });
    const drifted = stretch.drifted.filter((one) => !one.settling);
    for (const { customerId, kind } of drifted) {
      kinds[kind] += 1;
      if (await persistence.isExposed(customerId)) exposed[kind] += 1;
    }
    customersChecked += stretch.seen;
    settling += stretch.drifted.length - drifted.length;
    if (drifted.length > 0) await onDrifted?.(drifted);
    await onProgress?.(customersChecked);
    if (stretch.last === null || stretch.seen < STRETCH) break;
    after = stretch.last;
  }
  kinds.account_without_members = await countAccountsWithoutMembers(database);
  return { customersChecked, drift: sumOf(kinds), kinds, exposed, settling };
}
