import { Type } from 'typebox';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { startRollout } from '#rollouts/controller/start-rollout.ts';
import { actAudited, actOf } from '../audit/act-audited.ts';
import { failures } from '../contract/failure-schema.ts';
import { reason } from '../contract/parameters.ts';
import { toRolloutOnWire } from '../contract/rollout-on-wire.ts';
import { askedBy, assertMayStart } from './rollout-action-routes.ts';
import { flagParameter } from './rollout-parameters.ts';

const schema = {
  params: Type.Object({ flag: flagParameter }),
  body: Type.Object(
    {
      plan: Type.String({ minLength: 1, maxLength: 200_000, pattern: '^[^\\0]*$', description: 'The plan as YAML.' }),
      reason,
    },
    { additionalProperties: false },
  ),
  response: failures,
  tags: ['Rollouts'],
  summary: 'Begin a rollout by a plan, or go on by another plan, which voids approvals',
};

/** Begins a rollout. */
export function registerRolloutStartRoute(app: Server, database: Pool, onChanged: () => void): void {
  app.post('/api/v1/rollouts/:flag/start', { config: { access: 'operator' }, schema }, async (request, reply) => {
    const { plan, reason: why } = request.body;
    const asked = askedBy(request, why);
    const { after } = await actAudited(database, actOf(request, 'rollout_start', why), async (connection) => {
      const { kept, state } = await startRollout(connection, request.params.flag, plan, asked);
      assertMayStart(
        asked.person.role,
        kept.plan.gates.map(({ kind }) => kind),
      );
      return { object: `rollout ${kept.id} of ${kept.flag}`, before: null, after: toRolloutOnWire(kept, state) };
    });
    onChanged();
    return reply.code(201).send({ success: true, rollout: after });
  });
}
