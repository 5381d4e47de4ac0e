import { notFound } from '#kit/errors/not-found.ts';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { actAudited, actOf } from '../audit/act-audited.ts';
import { expectSchema, unexpectSchema } from '../contract/comparison-schemas.ts';
import { personActing } from '../people/authenticate.ts';
import { deleteExpectation, upsertExpectation } from './expectation-store.ts';

/** Groups of differences that people have looked at and expect. */
export function registerExpectationRoutes(app: Server, database: Pool): void {
  const path = '/api/v1/comparisons/expectations';
  app.post(path, { config: { access: 'operator' }, schema: expectSchema }, async (request, reply) => {
    const { reason, ...group } = request.body;
    const staffId = personActing(request).id;
    const { after } = await actAudited(database, actOf(request, 'difference_expected', reason), async (connection) => {
      const after = await upsertExpectation(connection, group, { reason, staffId });
      return { object: `comparison ${nameOf(group)}`, before: null, after };
    });
    return reply.code(201).send({ success: true, expectation: after });
  });

  app.delete(`${path}/:id`, { config: { access: 'operator' }, schema: unexpectSchema }, async (request) => {
    const { id } = request.params;
    const act = actOf(request, 'difference_not_expected', request.body.reason);
    await actAudited(database, act, async (connection) => {
      const before = await deleteExpectation(connection, id);
      if (!before) throw notFound(`There is no expectation ${id}.`);
      return { object: `comparison ${nameOf(before)}`, before, after: null };
    });
    return { success: true };
  });
}

type Named = { readonly outcome: string; readonly cause: string; readonly plan: string };
const nameOf = ({ outcome, cause, plan }: Named) => `${outcome} ${cause} (${plan})`;
