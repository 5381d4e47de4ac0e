import { Type } from 'typebox';
import { replayEvents } from '#domain/rollouts/apply-event.ts';
import { notFound } from '#kit/errors/not-found.ts';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { listRolloutEvents } from '#rollouts/controller/event-store.ts';
import { isAtStep, questionOf } from '#rollouts/gates/question-of.ts';
import { failures } from '../contract/failure-schema.ts';
import { toGateSeriesOnWire } from '../contract/gate-series-on-wire.ts';
import type { GateSeriesAnswer } from '../contract/rollout-answers.ts';
import { getRolloutOf } from './describe-rollout.ts';
import { readGateSeries } from './read-gate-series.ts';
import { flagParameter, whichRollout } from './rollout-parameters.ts';
import { SharedReading } from './shared-reading.ts';

/** Processes push every five seconds. */
const SHARED_FOR = 4_000;

const schema = {
  params: Type.Object({ flag: flagParameter, gate: Type.String({ maxLength: 63, pattern: '^[a-z0-9_]+$' }) }),
  querystring: whichRollout,
  response: failures,
  tags: ['Rollouts'],
  summary: 'What a gate has counted since the step began, of those with the flag and of those without it',
};

/** The numbers behind a gate, for its chart. */
export function registerGateSeriesRoute(app: Server, database: Pool): void {
  const shared = new SharedReading<GateSeriesAnswer>(SHARED_FOR);
  const config = { access: 'viewer', quiet: true } as const;
  app.get('/api/v1/rollouts/:flag/gates/:gate/series', { config, schema }, async ({ params, query }) => {
    const { flag, gate } = params;
    const answer = await shared.get(`${flag} ${gate} ${query.id}`, () => read(database, flag, gate, query.id));
    return { success: true, ...answer };
  });
}

async function read(database: Pool, flag: string, name: string, id: number | undefined): Promise<GateSeriesAnswer> {
  const rollout = await getRolloutOf(database, flag, id);
  const { plan } = rollout;
  const gate = plan.gates.find((one) => one.name === name);
  if (!gate) {
    const known = plan.gates.map((one) => one.name).join(', ') || 'none';
    throw notFound(`The plan has no gate ${name}; there are ${known}.`);
  }
  const state = replayEvents(await listRolloutEvents(database, rollout.id));
  const question = questionOf(plan, state, rollout.finishedAt?.getTime() ?? Date.now());
  const series = isAtStep(question) ? await readGateSeries(database, gate, question) : undefined;
  return { series: series ? toGateSeriesOnWire(series) : null };
}
