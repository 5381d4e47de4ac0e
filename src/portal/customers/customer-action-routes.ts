import type { FastifyRequest } from 'fastify';
import { deleteCustomer, linkColleague, mergeCustomers, unlinkColleague } from '#billing/customers/customer-acts.ts';
import type { CustomerUpdate } from '#billing/customers/customer-updates.ts';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { actOf } from '../audit/act-audited.ts';
import { toCustomerOnWire } from '../contract/customer-on-wire.ts';
import { deleteCustomerSchema, linkSchema, mergeSchema, unlinkSchema } from '../contract/customer-schemas.ts';
import type { PortalBilling } from './build-billing.ts';
import { audited } from './customer-routes.ts';

type Acted = Awaited<ReturnType<typeof linkColleague>>;
type Act = { readonly action: string; readonly cause: string; readonly reason: string };

const config = { access: 'operator' } as const;

/** What operators do with two customers, or to the end of one. */
export function registerCustomerActionRoutes(app: Server, database: Pool, { updates }: PortalBilling): void {
  const act = async (request: FastifyRequest, { action, cause, reason }: Act, work: CustomerUpdate<Acted>['work']) => {
    const how = actOf(request, action, reason);
    const transaction: CustomerUpdate<Acted>['transaction'] = (run) => audited(database, how, run);
    const { after } = await updates.run({ cause, requestId: request.id, work, transaction });
    return { success: true, customer: toCustomerOnWire(after) };
  };

  app.put('/api/v1/customers/:id/colleagues/:colleague_id', { config, schema: linkSchema }, (request) => {
    const { id, colleague_id: colleagueId } = request.params;
    const { reason } = request.body;
    return act(request, { action: 'colleague_linked', cause: 'link', reason }, (connection, note) =>
      linkColleague(connection, note, id, colleagueId),
    );
  });

  app.delete('/api/v1/customers/:id/colleagues/:colleague_id', { config, schema: unlinkSchema }, (request) => {
    const { id, colleague_id: colleagueId } = request.params;
    const { reason } = request.body;
    return act(request, { action: 'colleague_unlinked', cause: 'unlink', reason }, (connection, note) =>
      unlinkColleague(connection, note, id, colleagueId),
    );
  });

  app.post('/api/v1/customers/:id/merge', { config, schema: mergeSchema }, (request) => {
    const { into_customer_id: intoId, reason } = request.body;
    return act(request, { action: 'customers_merged', cause: 'merge', reason }, (connection, note) =>
      mergeCustomers(connection, note, request.params.id, intoId),
    );
  });

  app.delete('/api/v1/customers/:id', { config, schema: deleteCustomerSchema }, (request) => {
    const { reason } = request.body;
    return act(request, { action: 'customer_deleted', cause: 'deletion', reason }, (connection, note) =>
      deleteCustomer(connection, note, request.params.id),
    );
  });
}
