import { Type } from 'typebox';
import { notFound } from '#kit/errors/not-found.ts';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { actAudited, actOf } from '../audit/act-audited.ts';
import { failures } from '../contract/failure-schema.ts';
import { afterId, idParameter, onlyReason } from '../contract/parameters.ts';
import { listProvisionings, resetProvisioning } from './provisioning-list-store.ts';
import { queueNamespaces } from './queue-namespaces.ts';

const tags = ['Provisioning'];
const state = Type.Union([Type.Literal('retrying'), Type.Literal('delivered'), Type.Literal('undeliverable')]);

/** What saas was told, what it was not, and sending it again on an operator's word. */
export function registerProvisioningRoutes(app: Server, database: Pool, onResend: () => void): void {
  const list = {
    querystring: Type.Object({
      state: Type.Optional(state),
      namespace_id: Type.Optional(idParameter),
      due: Type.Boolean({ default: false, description: 'Only what has to be sent by today.' }),
      after: afterId,
      limit: Type.Integer({ minimum: 1, maximum: 1_000, default: 100 }),
    }),
    response: failures,
    tags,
    summary: 'How far saas knows of trials and purchases',
  };
  app.get('/api/v1/provisionings', { config: { access: 'viewer' }, schema: list }, async (request) => {
    const { state: wanted, namespace_id: namespaceId, due: isDue, after, limit } = request.query;
    const page = { state: wanted ?? null, namespaceId: namespaceId ?? null, isDue, after, limit };
    return { success: true, provisionings: await listProvisionings(database, page) };
  });

  const params = Type.Object({ id: idParameter });
  const resend = {
    params,
    body: onlyReason,
    response: failures,
    tags,
    summary: 'Send again what could not be delivered',
  };
  app.post('/api/v1/provisionings/:id/resend', { config: { access: 'operator' }, schema: resend }, async (request) => {
    const act = actOf(request, 'provisioning_resent', request.body.reason);
    const { after } = await actAudited(database, act, async (connection) => {
      const change = await resetProvisioning(connection, request.params.id);
      if (!change) {
        throw notFound(`There is no provisioning ${request.params.id}.`);
      }
      const namespaceId = change.after.namespace_id;
      await queueNamespaces(connection, [namespaceId]);
      return { object: `provisioning ${request.params.id}`, namespaceId, ...change };
    });
    onResend();
    return { success: true, provisioning: after };
  });
}
