import { Type } from 'typebox';
import { findAccount, listAccounts, updateAccountDue } from '#billing/accounts/account-store.ts';
import { askToReadAccounts } from '#billing/accounts/ask-to-read-accounts.ts';
import { listMembers, listMembershipHistory } from '#billing/accounts/membership-store.ts';
import { listCallouts } from '#billing/zuora/callout-store.ts';
import { notFound } from '#kit/errors/not-found.ts';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool, Queryable } from '#kit/postgres/pool.ts';
import { toBillingAccountOnWire, toContactsOnWire, toStretchOnWire } from '../contract/customer-on-wire.ts';
import { pageQuery } from '../contract/customer-schemas.ts';
import { failures } from '../contract/failure-schema.ts';
import { idParameter } from '../contract/parameters.ts';
import { toPaymentOnWire } from '../contract/payment-on-wire.ts';
import { listPaymentsBy, listPaymentsFor } from './payer-store.ts';

const LISTED = 200;
const tags = ['Billing accounts'];
const params = Type.Object({ id: idParameter });
const config = { access: 'viewer' } as const;

/** Billing accounts: search, one with everything that belongs to it, and who pays for a namespace. */
export function registerBillingAccountRoutes(app: Server, database: Pool, onQueued: () => void): void {
  const list = {
    querystring: pageQuery,
    response: failures,
    tags,
    summary: 'Accounts by id; query is an id, a number, part of a name, or a member’s reference or address',
  };
  app.get('/api/v1/billing_accounts', { config, schema: list }, async (request) => {
    const { query, after, limit } = request.query;
    const accounts = await listAccounts(database, { text: query || null, after, limit });
    return { success: true, billing_accounts: accounts.map(toBillingAccountOnWire) };
  });

  const show = { params, response: failures, tags, summary: 'An account, its members, what they pay for, its history' };
  app.get('/api/v1/billing_accounts/:id', { config, schema: show }, (request) =>
    describeAccount(database, request.params.id),
  );

  const read = { params, response: failures, tags, summary: 'Read an account from Zuora again, soon' };
  app.post(
    '/api/v1/billing_accounts/:id/read',
    { config: { access: 'operator' }, schema: read },
    async (request, reply) => {
      const account = await getAccount(database, request.params.id);
      await updateAccountDue(database, account.zuoraAccountId);
      await askToReadAccounts(database);
      onQueued();
      return reply.code(202).send({ success: true });
    },
  );

  const payers = { params, response: failures, tags, summary: 'Who pays for a namespace' };
  app.get('/api/v1/namespaces/:id/payers', { config, schema: payers }, async (request) => {
    const payments = await listPaymentsFor(database, request.params.id);
    return { success: true, namespace_id: request.params.id, payments: payments.map(toPaymentOnWire) };
  });
}

async function getAccount(database: Queryable, id: number) {
  const account = await findAccount(database, id);
  if (!account) throw notFound(`There is no billing account ${id}.`);
  return account;
}

async function describeAccount(database: Pool, id: number) {
  const account = await getAccount(database, id);
  const [members, payments, history, callouts] = await Promise.all([
    listMembers(database, id, LISTED),
    listPaymentsBy(database, id, LISTED),
    listMembershipHistory(database, { billingAccountId: id }, LISTED),
    listCallouts(database, { zuoraAccountId: account.zuoraAccountId, limit: LISTED }),
  ]);
  return {
    success: true,
    billing_account: { ...toBillingAccountOnWire(account), ...toContactsOnWire(account) },
    members: members.map(({ customerId, ...member }) => ({ customer_id: customerId, ...member })),
    namespaces: payments.map(toPaymentOnWire),
    history: history.map(toStretchOnWire),
    callouts: callouts.map(({ zuoraAccountId, occurredAt, ...callout }) => ({
      ...callout,
      zuora_account_id: zuoraAccountId,
      occurred_at: occurredAt,
    })),
  };
}
