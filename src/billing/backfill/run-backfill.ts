import { setTimeout } from 'node:timers/promises';
import type { Connection, Pool } from '#kit/postgres/pool.ts';
import { inTransaction } from '#kit/postgres/transaction.ts';
import { convergeCustomer } from '../accounts/converge-customer.ts';
import { findDriftStretch } from '../drift/drift-store.ts';
import { nextBatchSize, pauseAfter } from './backfill-pace.ts';
import {
  countActiveOthers,
  deleteUnusedAccounts,
  findStretch,
  insertAccountsOf,
  insertMembershipsOf,
  type Stretch,
} from './backfill-store.ts';

/** Where a backfill is: everything up to `after` is written, the stretch behind `from` is to be looked at once more. */
export type BackfillCursor = {
  readonly from: number;
  readonly after: number;
  readonly size: number;
  readonly done: BackfillCounts;
};

export type BackfillCounts = {
  readonly customers_checked: number;
  readonly accounts_created: number;
  readonly memberships_created: number;
  /** Memberships that belonged elsewhere, or that a change had overtaken while they were written. */
  readonly memberships_corrected: number;
};

const QUERY_CANCELED = '57014';
const SMALLEST = 100;
const NOTHING = { customers_checked: 0, accounts_created: 0, memberships_created: 0, memberships_corrected: 0 };
export const BACKFILL_START: BackfillCursor = { from: 0, after: 0, size: 2_000, done: NOTHING };

export type Backfill = {
  readonly database: Pool;
  readonly cursor: BackfillCursor;
  /** Writes the cursor down in the transaction of a batch: after `kill -9` it goes on from there, counting nothing twice. */
  readonly onBatch: (connection: Connection, cursor: BackfillCursor) => Promise<void>;
};

/**
 * Joins existing customers to their accounts, batch by batch, beside live writes and without locking a customer. A change
 * that is committed while a batch is written can be overtaken by it; therefore each stretch is compared once more after the
 * batch's commit, in a statement that sees every change that could have been overtaken. A later change has its own intent.
 */
export async function runBackfill({ database, cursor: start, onBatch }: Backfill): Promise<BackfillCounts> {
  let cursor = { ...start, done: await verify(database, start) };
  for (;;) {
    const began = performance.now();
    const stretch = await findStretch(database, cursor.after, cursor.size);
    if (!stretch) return cursor.done;
    const filled = await fillBatch(database, { cursor, stretch, onBatch });
    if (!filled) {
      cursor = { ...cursor, size: Math.ceil(cursor.size / 4) };
      continue;
    }
    cursor = filled;
    cursor = { ...cursor, done: await verify(database, cursor) };
    const milliseconds = performance.now() - began;
    cursor = { ...cursor, size: nextBatchSize(cursor.size, milliseconds) };
    await setTimeout(pauseAfter(milliseconds, await countActiveOthers(database)));
  }
}

type Batch = Pick<Backfill, 'cursor' | 'onBatch'> & { readonly stretch: Stretch & { readonly customers: number } };

/** @returns undefined when the database was too busy for a batch of this size. */
async function fillBatch(database: Pool, { cursor, stretch, onBatch }: Batch): Promise<BackfillCursor | undefined> {
  try {
    return await inTransaction(database, async (connection) => {
      const next = await fill(connection, cursor, stretch);
      await onBatch(connection, next);
      return next;
    });
  } catch (error) {
    if ((error as { code?: unknown }).code !== QUERY_CANCELED || cursor.size < SMALLEST) throw error;
    return undefined;
  }
}

async function fill(connection: Connection, cursor: BackfillCursor, stretch: Stretch & { customers: number }) {
  const accounts = await insertAccountsOf(connection, stretch);
  const memberships = await insertMembershipsOf(connection, stretch);
  const unused = accounts.count > 0 ? await deleteUnusedAccounts(connection, accounts) : 0;
  const { done } = cursor;
  return {
    from: stretch.after,
    after: stretch.upTo,
    size: cursor.size,
    done: {
      ...done,
      customers_checked: done.customers_checked + stretch.customers,
      accounts_created: done.accounts_created + accounts.count - unused,
      memberships_created: done.memberships_created + memberships,
    },
  };
}

async function verify(database: Pool, { from, after, done }: BackfillCursor): Promise<BackfillCounts> {
  if (after === from) return done;
  const { drifted } = await findDriftStretch(database, { after: from, upTo: after, size: after - from });
  const wrong = drifted.filter(({ kind }) => kind !== 'ended_account');
  for (const { customerId } of wrong) await convergeCustomer(database, customerId, 'backfill');
  return { ...done, memberships_corrected: done.memberships_corrected + wrong.length };
}
