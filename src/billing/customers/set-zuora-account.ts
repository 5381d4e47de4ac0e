import type { Connection } from '#kit/postgres/pool.ts';
import { followZuoraAccount } from '../zuora/ended-account-store.ts';
import { updateZuoraAccount } from './customer-store.ts';
import type { NoteCustomer } from './customer-updates.ts';

export type SetZuoraAccount = {
  readonly customerId: number;
  /** Null clears it. An account that was merged in Zuora is set to its heir, one that was deleted clears it. */
  readonly zuoraAccountId: string | null;
  /** The time of what sets it, where that is not now. */
  readonly setAt?: Date | undefined;
};

/** Sets a customer's Zuora account and notes that. @returns false for a customer that is deleted or does not exist. */
export async function setZuoraAccount(
  connection: Connection,
  note: NoteCustomer,
  { customerId, zuoraAccountId, setAt }: SetZuoraAccount,
): Promise<boolean> {
  const followed = zuoraAccountId === null ? undefined : await followZuoraAccount(connection, zuoraAccountId);
  const change = { zuoraAccountId: followed?.account ?? null, setAt, lost: followed?.deleted };
  const set = await updateZuoraAccount(connection, customerId, change);
  if (set) note(customerId);
  return set;
}
