import { insertOutbox } from '#kit/jobs/insert-outbox.ts';
import type { Connection } from '#kit/postgres/pool.ts';
import { findCustomerByReference, lockCustomers, lockCustomersOf } from '../customers/customer-store.ts';
import type { CustomerUpdates, NoteCustomer } from '../customers/customer-updates.ts';
import { setZuoraAccount } from '../customers/set-zuora-account.ts';
import type { Callout, CalloutOutcome } from './callout.ts';
import { insertCallout, updateCalloutOutcome } from './callout-store.ts';
import { followZuoraAccount, upsertEndedAccount } from './ended-account-store.ts';

export const REFRESH_ACCOUNT_TASK = 'refresh_zuora_account';

/**
 * Does what a callout means for customers, once, whatever came before it. That an account has ended is kept for ever and
 * looked up by whatever comes later; everything else is only a reason to ask Zuora how things are.
 */
export function applyCallout(updates: CustomerUpdates, callout: Callout, requestId: string): Promise<CalloutOutcome> {
  return updates.run({
    cause: 'zuora_callout',
    requestId,
    work: async (connection, note) => {
      // One at a time, so that what one writes is there for the next to look up.
      await connection.query("SELECT pg_advisory_xact_lock(hashtextextended('zuora callouts', 0))");
      const id = await insertCallout(connection, callout, requestId);
      if (id === undefined) return 'repeated';
      const outcome = await apply(connection, note, callout);
      if (outcome !== 'applied') await updateCalloutOutcome(connection, id, outcome);
      const { zuoraAccountId } = callout;
      const key = `${REFRESH_ACCOUNT_TASK}:${zuoraAccountId}`;
      await insertOutbox(connection, {
        task: REFRESH_ACCOUNT_TASK,
        key,
        payload: { zuora_account_id: zuoraAccountId },
      });
      return outcome;
    },
  });
}

function apply(connection: Connection, note: NoteCustomer, callout: Callout): Promise<CalloutOutcome> {
  switch (callout.event) {
    case 'AccountCreated':
    case 'AccountUpdated':
      return setNamedCustomer(connection, note, callout);
    case 'AccountMerged':
    case 'AccountDeleted':
      return endAccount(connection, note, callout);
  }
}

async function setNamedCustomer(
  connection: Connection,
  note: NoteCustomer,
  { customer: reference, zuoraAccountId, occurredAt }: Callout,
): Promise<CalloutOutcome> {
  if (reference === null) return 'applied';
  const named = await findCustomerByReference(connection, reference);
  const customer = named && (await lockCustomers(connection, [named.id])).get(named.id);
  if (!customer || customer.deletedAt) return 'no_customer';
  const { zuoraAccountSetAt } = customer;
  if (zuoraAccountSetAt !== null && zuoraAccountSetAt >= occurredAt) return 'older';
  await setZuoraAccount(connection, note, { customerId: customer.id, zuoraAccountId, setAt: occurredAt });
  return 'applied';
}

async function endAccount(
  connection: Connection,
  note: NoteCustomer,
  { zuoraAccountId, mergedInto, occurredAt }: Callout,
): Promise<CalloutOutcome> {
  const heir = mergedInto === null ? undefined : await followZuoraAccount(connection, mergedInto);
  if (heir?.account === zuoraAccountId) return 'contradicts';
  await upsertEndedAccount(connection, { zuoraAccountId, mergedInto, endedAt: occurredAt });
  await moveFromEnded(connection, note, zuoraAccountId);
  return 'applied';
}

/** Does the same again, for whoever is found there later. */
export function leaveEndedAccount(updates: CustomerUpdates, zuoraAccountId: string): Promise<number> {
  const work = (connection: Connection, note: NoteCustomer) => moveFromEnded(connection, note, zuoraAccountId);
  return updates.run({ cause: 'zuora_callout', requestId: null, work });
}

/** Sets whoever is still at an account that has ended, or lost theirs with it, to its heir; clears it without one. */
async function moveFromEnded(connection: Connection, note: NoteCustomer, ended: string): Promise<number> {
  const { account } = await followZuoraAccount(connection, ended);
  if (account === ended) return 0;
  let moved = 0;
  for (const { id, zuoraAccountId, zuoraAccountSetAt } of await lockCustomersOf(connection, ended)) {
    // Who lost an account and has got another one, or none by somebody's word, has no more to do with it.
    if (zuoraAccountId !== ended && account === undefined) continue;
    const setAt = zuoraAccountSetAt ?? undefined;
    if (await setZuoraAccount(connection, note, { customerId: id, zuoraAccountId: ended, setAt })) moved++;
  }
  return moved;
}
