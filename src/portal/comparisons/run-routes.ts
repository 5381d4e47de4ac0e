import { notFound } from '#kit/errors/not-found.ts';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { actAudited, actOf } from '../audit/act-audited.ts';
import { finishRunSchema, showRunSchema, startRunSchema } from '../contract/comparison-schemas.ts';
import { personActing } from '../people/authenticate.ts';
import { type ComparisonRun, findRun, insertRun, updateRunFinished } from './run-store.ts';

/** Comparisons without traffic. Whoever has the product's database compares; the portal keeps how far it has come. */
export function registerRunRoutes(app: Server, database: Pool): void {
  const path = '/api/v1/comparisons/runs';
  app.post(path, { config: { access: 'operator' }, schema: startRunSchema }, async (request, reply) => {
    const { per_million: perMillion } = request.body;
    const act = actOf(request, 'comparison_started', 'a comparison without traffic');
    const { after } = await actAudited(database, act, async (connection) => {
      const after = await insertRun(connection, personActing(request).id, perMillion);
      return { object: `comparison run ${after.id}`, before: null, after };
    });
    return reply.code(201).send({ success: true, run: after });
  });

  app.get(`${path}/:id`, { config: { access: 'viewer' }, schema: showRunSchema }, async ({ params }) => {
    return { success: true, run: known(await findRun(database, params.id), params.id) };
  });

  app.post(`${path}/:id/finish`, { config: { access: 'operator' }, schema: finishRunSchema }, async ({ params }) => {
    return { success: true, run: known(await updateRunFinished(database, params.id), params.id) };
  });
}

function known(run: ComparisonRun | undefined, id: number): ComparisonRun {
  if (!run) throw notFound(`There is no comparison run ${id}.`);
  return run;
}
