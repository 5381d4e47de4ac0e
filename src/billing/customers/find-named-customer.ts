import type { Connection } from '#kit/postgres/pool.ts';
import type { Customer } from './customer.ts';
import { findCustomer, findCustomerByReference, insertCustomer } from './customer-store.ts';

/** The customer of a reference, or the one that it was merged into; made where nobody has the reference yet. */
export async function findOrMakeCustomer(connection: Connection, reference: string): Promise<Customer | undefined> {
  // Of two who make it at once the second waits for the first, and finds it.
  const made = await insertCustomer(connection, { reference, email: null, name: null });
  const named = made ?? (await findCustomerByReference(connection, reference));
  return named?.mergedIntoId ? findCustomer(connection, named.mergedIntoId) : named;
}
