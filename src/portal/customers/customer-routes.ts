import { findAccountByZuoraId } from '#billing/accounts/account-store.ts';
import { listMembershipHistory } from '#billing/accounts/membership-store.ts';
import { editCustomer, signUpCustomer } from '#billing/customers/customer-acts.ts';
import { findCustomer, listCustomers } from '#billing/customers/customer-store.ts';
import { notFound } from '#kit/errors/not-found.ts';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { actAudited, actOf } from '../audit/act-audited.ts';
import {
  toAuditedCustomer,
  toBillingAccountOnWire,
  toCustomerOnWire,
  toStretchOnWire,
} from '../contract/customer-on-wire.ts';
import {
  editCustomerSchema,
  getCustomerSchema,
  listCustomersSchema,
  signUpSchema,
} from '../contract/customer-schemas.ts';
import type { PortalBilling } from './build-billing.ts';
import { assertAccountKnown, readZuoraAccountOf } from './zuora-account-refusal.ts';

const HISTORY = 100;

/** Customers: who there is, signing one up, changing one. */
export function registerCustomerRoutes(app: Server, database: Pool, { updates, zuora }: PortalBilling): void {
  const path = '/api/v1/customers';
  app.get(path, { config: { access: 'viewer' }, schema: listCustomersSchema }, async (request) => {
    const { query, after, limit } = request.query;
    const customers = await listCustomers(database, { text: query || null, after, limit });
    return { success: true, customers: customers.map(toCustomerOnWire) };
  });

  app.get(`${path}/:id`, { config: { access: 'viewer' }, schema: getCustomerSchema }, async (request) => {
    const { id } = request.params;
    const customer = await findCustomer(database, id);
    if (!customer) throw notFound(`There is no customer ${id}.`);
    const history = await listMembershipHistory(database, { customerId: id }, HISTORY);
    const current = history.find((one) => one.endedAt === null);
    const account = current && (await findAccountByZuoraId(database, current.zuoraAccountId));
    return {
      success: true,
      customer: toCustomerOnWire(customer),
      billing_account: account ? toBillingAccountOnWire(account) : null,
      history: history.map(toStretchOnWire),
    };
  });

  app.post(path, { config: { access: 'operator' }, schema: signUpSchema }, async (request, reply) => {
    const { reference = null, email = null, name = null } = request.body;
    const zuoraAccountId = readZuoraAccountOf(request, request.body.zuora_account_id) ?? null;
    const customer = await updates.run({
      cause: 'sign_up',
      requestId: request.id,
      work: (connection, note) => signUpCustomer(connection, note, { reference, email, name, zuoraAccountId }),
    });
    return reply.code(201).send({ success: true, customer: toCustomerOnWire(customer) });
  });

  app.patch(`${path}/:id`, { config: { access: 'operator' }, schema: editCustomerSchema }, async (request) => {
    const { email, name, reason } = request.body;
    const zuoraAccountId = readZuoraAccountOf(request, request.body.zuora_account_id);
    if (zuoraAccountId) await assertAccountKnown(request, database, zuora, zuoraAccountId);
    const act = actOf(request, 'customer_edited', reason);
    const edited = await updates.run({
      cause: 'operator_edit',
      requestId: request.id,
      work: (connection, note) => editCustomer(connection, note, request.params.id, { email, name, zuoraAccountId }),
      transaction: (work) => audited(database, act, work),
    });
    return { success: true, customer: toCustomerOnWire(edited.after) };
  });
}

/** The transaction of an act on a customer, with its line of the audit log. */
export async function audited<T extends CustomerActed>(
  database: Pool,
  act: Parameters<typeof actAudited>[1],
  work: (connection: Parameters<Parameters<typeof actAudited>[2]>[0]) => Promise<T>,
): Promise<T> {
  const { acted } = await actAudited(database, act, async (connection) => {
    const acted = await work(connection);
    const { before, after } = acted;
    const object = `customer ${before.id}`;
    return { object, before: toAuditedCustomer(before), after: toAuditedCustomer(after), acted };
  });
  return acted;
}

type CustomerActed = Awaited<ReturnType<typeof editCustomer>>;
