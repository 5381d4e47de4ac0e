import type { FastifyRequest } from 'fastify';
import { type TSchema, Type } from 'typebox';
import { WAIVABLE } from '#domain/rollouts/rollout-event.ts';
import { BadRequest } from '#kit/errors/bad-request.ts';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { noteLine } from '#rollouts/checklist/note-line.ts';
import { type OpenRollout, openRollout } from '#rollouts/controller/open-rollout.ts';
import type { Asked } from '#rollouts/controller/person.ts';
import {
  acceptPresence,
  approveStep,
  giveReason,
  pauseRollout,
  resumeRollout,
  rollBackByHand,
  settleEdit,
  waive,
} from '#rollouts/controller/steer-rollout.ts';
import { actAudited, actOf } from '../audit/act-audited.ts';
import { failures } from '../contract/failure-schema.ts';
import { reason } from '../contract/parameters.ts';
import { toRolloutOnWire } from '../contract/rollout-on-wire.ts';
import { personActing } from '../people/authenticate.ts';
import { getRolloutOf } from './describe-rollout.ts';
import { flagParameter } from './rollout-parameters.ts';

const tags = ['Rollouts'];
const config = { access: 'operator' } as const;
const params = Type.Object({ flag: flagParameter });
const MOST_HOURS = 24;

type Body = { readonly reason?: string } & Readonly<Record<string, unknown>>;

type Action = {
  readonly name: string;
  readonly summary: string;
  /** What stands in the body besides the reason, or in its place. */
  readonly properties: Readonly<Record<string, TSchema>>;
  readonly work: (rollout: OpenRollout, asked: Asked, body: Body) => Promise<void>;
};

const ACTIONS: readonly Action[] = [
  {
    name: 'pause',
    summary: 'Stop where it is; the protective gates go on watching',
    properties: {},
    work: pauseRollout,
  },
  {
    name: 'resume',
    summary: 'Go on, looking anew; after a foreign edit by adopting or reverting it',
    properties: { settle: Type.Optional(Type.Union([Type.Literal('adopt'), Type.Literal('revert')])) },
    work: (rollout, asked, { settle }) =>
      settle === undefined
        ? resumeRollout(rollout, asked)
        : settleEdit(rollout, settle === 'adopt' ? 'adopted' : 'reverted', asked),
  },
  {
    name: 'advance',
    summary: 'Waive what holds the next step; never a protective gate or an approval',
    properties: { what: Type.Union(WAIVABLE.map((one) => Type.Literal(one))) },
    work: (rollout, asked, { what }) => waive(rollout, String(what), asked),
  },
  {
    name: 'approve',
    summary: 'Agree to the step that waits for it',
    properties: { plan_hash: Type.String({ maxLength: 64, description: 'Of the plan that was read.' }) },
    work: (rollout, asked, body) => approveStep(rollout, String(body.plan_hash), asked),
  },
  {
    name: 'presence',
    summary: 'Say that one is there',
    properties: { hours: Type.Integer({ minimum: 1, maximum: MOST_HOURS, description: 'For how long from now.' }) },
    work: (rollout, asked, { hours }) => acceptPresence(rollout, asked.at + Number(hours) * 3_600_000, asked),
  },
  {
    name: 'reason',
    summary: 'The reason for a roll back that was done first and is explained now',
    properties: {},
    work: giveReason,
  },
  {
    name: 'rollback',
    summary: 'Take the flag back to what it was; from every state, without approval',
    properties: { reason: Type.Optional(reason) },
    work: (rollout, asked, body) =>
      rollBackByHand(rollout, { ...asked, reason: body.reason ?? null }, performance.now()),
  },
  {
    name: 'checklist',
    summary: 'Done, with what came of it; or not applicable, with why',
    properties: {
      line: Type.String({ maxLength: 100 }),
      state: Type.Union([Type.Literal('done'), Type.Literal('not_applicable')]),
    },
    work: (rollout, asked, { line, state }) => noteLine(rollout, String(line), state as 'done', asked),
  },
];

/** Whoever asks, when, and why. */
export function askedBy(request: FastifyRequest, why: string): Asked {
  const { id, name, email, role } = personActing(request);
  return { person: { id, name, email, role }, at: Date.now(), reason: why };
}

/** What people do to the rollout that is under way: each an audited act, and in the log of the rollout. */
export function registerRolloutActionRoutes(app: Server, database: Pool, onChanged: () => void): void {
  for (const { name, summary, properties, work } of ACTIONS) {
    const body = Type.Object({ reason, ...properties }, { additionalProperties: false });
    const schema = { params, body, response: failures, tags, summary };
    app.post(`/api/v1/rollouts/:flag/${name}`, { config, schema }, async (request) => {
      const said = request.body as Body;
      const why = said.reason ?? 'the reason is still to be given';
      const asked = askedBy(request, why);
      const { after } = await actAudited(database, actOf(request, `rollout_${name}`, why), async (connection) => {
        const { id, flag } = await getRolloutOf(connection, request.params.flag);
        const rollout = (await openRollout(connection, id)) as OpenRollout;
        const before = toRolloutOnWire(rollout.kept, rollout.state);
        await work(rollout, asked, said);
        return { object: `rollout ${id} of ${flag}`, before, after: toRolloutOnWire(rollout.kept, rollout.state) };
      });
      onChanged();
      return { success: true, rollout: after };
    });
  }
}

/** What a plan may ask of other machines, or of the database itself, only an admin may let it ask. */
export function assertMayStart(role: string, kinds: readonly string[]): void {
  const reaching = kinds.find((kind) => ['sql', 'prometheus', 'webhook', 'external'].includes(kind));
  if (reaching === undefined || role === 'admin') return;
  throw new BadRequest(
    `A plan with a gate of the kind ${reaching} reaches further than the portal's own numbers: an admin has to start it.`,
    {
      status: 403,
      code: 'forbidden',
    },
  );
}
