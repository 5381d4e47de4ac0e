import { Type } from 'typebox';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { actAudited, actOf } from '../audit/act-audited.ts';
import { failures } from '../contract/failure-schema.ts';
import { afterId, idParameter, onlyReason } from '../contract/parameters.ts';
import { deleteLeads, listLeads } from './lead-store.ts';

const tags = ['Leads'];

/** Leads for people: listed without their details, exported with them by an admin, erased on a person's wish. */
export function registerLeadOperatorRoutes(app: Server, database: Pool): void {
  const querystring = Type.Object({
    uid: Type.Optional(idParameter),
    after: afterId,
    limit: Type.Integer({ minimum: 1, maximum: 1_000, default: 100 }),
  });
  const list = { querystring, response: failures, tags, summary: 'Leads, without what people told about themselves' };
  app.get('/api/v1/leads', { config: { access: 'operator' }, schema: list }, async (request) => {
    const { uid, after, limit } = request.query;
    const leads = await listLeads(database, { uid: uid ?? null, after, limit });
    return {
      success: true,
      leads: leads.map((lead) => ({
        id: lead.id,
        uid: lead.uid,
        namespace_id: lead.namespaceId,
        received_at: lead.receivedAt,
        delivered_at: lead.deliveredAt,
      })),
    };
  });

  const full = { querystring, response: failures, tags, summary: 'Leads with all their details' };
  app.get('/api/v1/leads/export', { config: { access: 'admin' }, schema: full }, async (request) => {
    const { uid, after, limit } = request.query;
    const leads = await listLeads(database, { uid: uid ?? null, after, limit });
    const scope = { uid: uid ?? null, after, limit };
    await actAudited(database, actOf(request, 'leads_exported', 'export'), async () => ({
      object: 'leads',
      before: null,
      after: { ...scope, count: leads.length },
    }));
    return {
      success: true,
      // Ours last: a body may hold an `id` of its own.
      leads: leads.map(({ id, uid: of, details, receivedAt }) => ({
        ...details,
        id,
        uid: of,
        received_at: receivedAt,
      })),
    };
  });

  registerErasure(app, database);
}

function registerErasure(app: Server, database: Pool): void {
  const params = Type.Object({ uid: idParameter });
  const erase = { params, body: onlyReason, response: failures, tags, summary: 'Erase every lead of a person' };
  app.delete('/api/v1/applicants/:uid/leads', { config: { access: 'admin' }, schema: erase }, async (request) => {
    const { uid } = request.params;
    const act = actOf(request, 'leads_erased', request.body.reason);
    const { erased } = await actAudited(database, act, async (connection) => {
      const erased = await deleteLeads(connection, uid);
      return { object: `applicant ${uid}`, before: null, after: { erased }, erased };
    });
    return { success: true, erased };
  });
}
