import { Type } from 'typebox';
import { Fault } from '#kit/errors/fault.ts';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { actAudited, actOf } from '../audit/act-audited.ts';
import { failures } from '../contract/failure-schema.ts';
import { idParameter, onlyReason } from '../contract/parameters.ts';
import { personActing } from '../people/authenticate.ts';
import type { SaasSide } from './saas-side.ts';

const tags = ['Namespaces'];
const params = Type.Object({ id: idParameter });

/** What saas knows of a namespace and of its cache, fetched for the dashboard, and having it ask afresh. */
export function registerSaasSideRoutes(app: Server, database: Pool, saas: SaasSide): void {
  const querystring = Type.Object({ user_id: Type.Optional(idParameter) });
  const summary = 'The half of the explanation that saas has; where it cannot be had, why';
  const explain = { params, querystring, response: failures, tags, summary };
  app.get('/api/v1/namespaces/:id/saas', { config: { access: 'viewer' }, schema: explain }, async (request) => {
    const { user_id: userId } = request.query;
    const asker = { staffId: personActing(request).id, role: 'viewer' } as const;
    const query = userId === undefined ? '' : `?user_id=${userId}`;
    const answer = await saas.ask(asker, 'GET', `/api/v4/internal/eligibility/${request.params.id}${query}`);
    if (answer.kind === 'silent') return { success: true, explanation: null, because: answer.sentence };
    return { success: true, explanation: answer.body, because: null };
  });

  const stats = {
    response: failures,
    tags: ['Telemetry'],
    summary: 'How the cache of saas stands; where it does not tell, why',
  };
  app.get('/api/v1/eligibility_cache', { config: { access: 'viewer' }, schema: stats }, async (request) => {
    const asker = { staffId: personActing(request).id, role: 'viewer' } as const;
    const answer = await saas.ask(asker, 'GET', '/api/v1/eligibility_cache/stats');
    if (answer.kind === 'silent') return { success: true, stats: null, because: answer.sentence };
    return { success: true, stats: answer.body.stats, because: null };
  });

  const invalidate = { params, body: onlyReason, response: failures, tags, summary: 'Have saas ask afresh' };
  const config = { access: 'operator' } as const;
  app.post('/api/v1/namespaces/:id/invalidate', { config, schema: invalidate }, async (request) => {
    const { id } = request.params;
    const act = actOf(request, 'cache_invalidated', request.body.reason);
    await actAudited(database, act, async () => {
      const asker = { staffId: act.staff.id, role: 'operator' } as const;
      const answer = await saas.ask(asker, 'POST', '/api/v1/eligibility_cache/invalidate', { namespace_ids: [id] });
      if (answer.kind === 'silent') {
        throw new Fault('saas_unreachable', `Not invalidated: ${answer.sentence}`, {
          status: 503,
          retryAfterSeconds: 2,
        });
      }
      return { object: `namespace ${id}`, namespaceId: id, before: null, after: null };
    });
    return { success: true };
  });
}
