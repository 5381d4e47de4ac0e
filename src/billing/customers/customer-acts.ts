import { BadRequest } from '#kit/errors/bad-request.ts';
import { notFound } from '#kit/errors/not-found.ts';
import type { Connection } from '#kit/postgres/pool.ts';
import type { Customer, NewCustomer } from './customer.ts';
import {
  getCustomer,
  insertCustomer,
  lockCustomers,
  lockWithMerged,
  updateCustomerDeleted,
  updateCustomerDetails,
  updateMergedInto,
} from './customer-store.ts';
import type { NoteCustomer } from './customer-updates.ts';
import { setZuoraAccount } from './set-zuora-account.ts';

/** What people do to customers: each runs inside one transaction, that of `CustomerUpdates`. */
export type Before = { readonly before: Customer; readonly after: Customer };

/** Signs a customer up, with the Zuora account that they come with. */
export async function signUpCustomer(
  connection: Connection,
  note: NoteCustomer,
  { zuoraAccountId, ...details }: NewCustomer & { readonly zuoraAccountId: string | null },
): Promise<Customer> {
  const customer = await insertCustomer(connection, details);
  if (!customer) throw new BadRequest('A customer has this reference or address already.', { code: 'already_there' });
  if (zuoraAccountId === null) return customer;
  await setZuoraAccount(connection, note, { customerId: customer.id, zuoraAccountId });
  return getCustomer(connection, customer.id);
}

export type CustomerEdit = {
  readonly email?: string | null | undefined;
  readonly name?: string | null | undefined;
  /** Left out: it stays as it is. */
  readonly zuoraAccountId?: string | null | undefined;
};

export async function editCustomer(connection: Connection, note: NoteCustomer, id: number, edit: CustomerEdit) {
  const before = await lockLiving(connection, id);
  if (edit.email !== undefined || edit.name !== undefined) await updateCustomerDetails(connection, id, edit);
  if (edit.zuoraAccountId !== undefined) {
    await setZuoraAccount(connection, note, { customerId: id, zuoraAccountId: edit.zuoraAccountId });
  }
  return { before, after: await getCustomer(connection, id) };
}

/** Puts a colleague to the same Zuora account. */
export async function linkColleague(connection: Connection, note: NoteCustomer, id: number, colleagueId: number) {
  const { one, other } = await lockBoth(connection, id, colleagueId);
  if (one.zuoraAccountId === null) {
    throw new BadRequest(`Customer ${id} has no Zuora account to share.`, { code: 'no_zuora_account' });
  }
  await setZuoraAccount(connection, note, { customerId: colleagueId, zuoraAccountId: one.zuoraAccountId });
  return { before: other, after: await getCustomer(connection, colleagueId) };
}

/** Takes a colleague from the Zuora account that both are at. */
export async function unlinkColleague(connection: Connection, note: NoteCustomer, id: number, colleagueId: number) {
  const { one, other } = await lockBoth(connection, id, colleagueId);
  if (one.zuoraAccountId === null || one.zuoraAccountId !== other.zuoraAccountId) {
    throw new BadRequest(`Customers ${id} and ${colleagueId} are not at one Zuora account.`, {
      code: 'not_colleagues',
    });
  }
  await setZuoraAccount(connection, note, { customerId: colleagueId, zuoraAccountId: null });
  return { before: other, after: await getCustomer(connection, colleagueId) };
}

/** Makes one customer of two: what the first has bought is the second's, who takes over the account if they had none. */
export async function mergeCustomers(connection: Connection, note: NoteCustomer, id: number, intoId: number) {
  await lockWithMerged(connection, [id, intoId]);
  const { one, other } = await lockBoth(connection, id, intoId);
  if (one.zuoraAccountId !== null) {
    await setZuoraAccount(connection, note, { customerId: id, zuoraAccountId: null });
    if (other.zuoraAccountId === null) {
      await setZuoraAccount(connection, note, { customerId: intoId, zuoraAccountId: one.zuoraAccountId });
    }
  }
  await updateCustomerDeleted(connection, id, intoId);
  await updateMergedInto(connection, id, intoId);
  return { before: one, after: await getCustomer(connection, intoId) };
}

/** Deletes a customer: the person's details are gone, the row stays for what names it. */
export async function deleteCustomer(connection: Connection, note: NoteCustomer, id: number): Promise<Before> {
  const before = await lockLiving(connection, id);
  if (before.zuoraAccountId !== null) await setZuoraAccount(connection, note, { customerId: id, zuoraAccountId: null });
  await updateCustomerDeleted(connection, id, null);
  return { before, after: await getCustomer(connection, id) };
}

async function lockBoth(connection: Connection, id: number, otherId: number) {
  if (id === otherId) throw new BadRequest('These are one and the same customer.', { code: 'same_customer' });
  const locked = await lockCustomers(connection, [id, otherId]);
  return { one: assertLiving(locked.get(id), id), other: assertLiving(locked.get(otherId), otherId) };
}

async function lockLiving(connection: Connection, id: number): Promise<Customer> {
  return assertLiving((await lockCustomers(connection, [id])).get(id), id);
}

function assertLiving(customer: Customer | undefined, id: number): Customer {
  if (!customer) throw notFound(`There is no customer ${id}.`);
  if (customer.deletedAt === null) return customer;
  const heir = customer.mergedIntoId === null ? 'was deleted' : `was merged into ${customer.mergedIntoId}`;
  throw new BadRequest(`Customer ${id} ${heir}.`, { code: 'customer_deleted' });
}
