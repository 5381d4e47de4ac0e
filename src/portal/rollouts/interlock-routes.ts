import { Type } from 'typebox';
import { notFound } from '#kit/errors/not-found.ts';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { insertInterlock, listInterlocks, updateInterlockClosed } from '#rollouts/controller/interlock-store.ts';
import { actAudited, actOf } from '../audit/act-audited.ts';
import { environmentName } from '../contract/environment-name.ts';
import { failures } from '../contract/failure-schema.ts';
import { idParameter, onlyReason, reason } from '../contract/parameters.ts';
import { toInterlockOnWire } from '../contract/rollout-on-wire.ts';

const tags = ['Rollouts'];
const path = '/api/v1/rollout_interlocks';
const access = 'operator' as const;

/** An incident or a freeze: as long as one goes on, no rollout is widened where it counts. Rolling back never waits. */
export function registerInterlockRoutes(app: Server, database: Pool): void {
  const list = { response: failures, tags, summary: 'What is going on that keeps rollouts where they are' };
  app.get(path, { config: { access: 'viewer' }, schema: list }, async () => ({
    success: true,
    interlocks: (await listInterlocks(database)).map(toInterlockOnWire),
  }));

  const open = {
    body: Type.Object(
      {
        kind: Type.Union([Type.Literal('incident'), Type.Literal('freeze')]),
        environment: Type.Optional(environmentName),
        hours: Type.Optional(
          Type.Integer({ minimum: 1, maximum: 2_000, description: 'It ends by itself after that.' }),
        ),
        reason,
      },
      { additionalProperties: false },
    ),
    response: failures,
    tags,
    summary: 'Say that there is an incident or a freeze, everywhere or in one environment',
  };
  app.post(path, { config: { access }, schema: open }, async (request, reply) => {
    const { kind, environment = null, hours, reason: why } = request.body;
    const act = actOf(request, 'rollout_interlock_opened', why);
    const until = hours === undefined ? null : new Date(Date.now() + hours * 3_600_000);
    const { after } = await actAudited(database, act, async (connection) => {
      const one = { kind, environment, reason: why, until, staffId: act.staff.id };
      const id = await insertInterlock(connection, one);
      return { object: `rollout interlock ${id}`, before: null, after: { id, kind, environment, reason: why } };
    });
    return reply.code(201).send({ success: true, interlock: after });
  });

  const close = {
    params: Type.Object({ id: idParameter }),
    body: onlyReason,
    response: failures,
    tags,
    summary: 'It is over',
  };
  app.delete(`${path}/:id`, { config: { access }, schema: close }, async (request) => {
    const { id } = request.params;
    const act = actOf(request, 'rollout_interlock_closed', request.body.reason);
    await actAudited(database, act, async (connection) => {
      if (await updateInterlockClosed(connection, id))
        return { object: `rollout interlock ${id}`, before: { id }, after: null };
      throw notFound(`Nothing of the id ${id} is going on.`);
    });
    return { success: true };
  });
}
