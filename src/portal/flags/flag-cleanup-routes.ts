import { Type } from 'typebox';
import { CLEANUP_STEPS } from '#domain/flags/flag-facts.ts';
import { deleteCleanupSteps, listCleanupSteps } from '#flags/server/flag-cleanup-store.ts';
import { readFlagFacts } from '#flags/server/read-flag-facts.ts';
import { BadRequest } from '#kit/errors/bad-request.ts';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool, Queryable } from '#kit/postgres/pool.ts';
import { actAudited, actOf } from '../audit/act-audited.ts';
import { environmentName } from '../contract/environment-name.ts';
import { failures } from '../contract/failure-schema.ts';
import { toCleanupOnWire, toLifecycleOnWire } from '../contract/flag-lifecycle-on-wire.ts';
import { onlyReason, reason } from '../contract/parameters.ts';
import { type CleanupAttempt, getFlagFacts, readDatabaseTime, takeCleanupStep } from './take-cleanup-step.ts';

const tags = ['Flags'];
const params = Type.Object({ flag: Type.String({ maxLength: 100, pattern: '^[a-z][a-z0-9_-]*$' }) });
const path = '/api/v1/flags/:flag/cleanup';

const body = Type.Object(
  {
    step: Type.Union(CLEANUP_STEPS.map((step) => Type.Literal(step))),
    environment: Type.Optional(environmentName),
    keep: Type.Optional(Type.Union([Type.Literal('on'), Type.Literal('off')])),
    evidence: Type.Optional(
      Type.String({
        maxLength: 500,
        pattern: '^[^\\u0000-\\u001f]*$',
        description: 'The commit, the merge request, the issue.',
      }),
    ),
    override: Type.Optional(
      Type.Boolean({ description: 'Take it although it is not its turn; the reason justifies that.' }),
    ),
    reason,
  },
  { additionalProperties: false },
);

/** Where flags are in their lives, and the order in which one goes. */
export function registerFlagCleanupRoutes(app: Server, database: Pool): void {
  const list = { response: failures, tags, summary: 'Where every flag is in its life, and how it is stale' };
  app.get('/api/v1/flag_lifecycles', { config: { access: 'viewer' }, schema: list }, async () => {
    const [facts, at] = [await readFlagFacts(database), await readDatabaseTime(database)];
    return { success: true, flags: facts.map((one) => toLifecycleOnWire(one, at)) };
  });

  const show = {
    params,
    response: failures,
    tags,
    summary: 'The steps of a flag’s going, and why the next cannot be taken yet',
  };
  app.get(path, { config: { access: 'viewer' }, schema: show }, async (request) => ({
    success: true,
    cleanup: await describeCleanup(database, request.params.flag),
  }));

  const take = { params, body, response: failures, tags, summary: 'Take the next step of a flag’s going' };
  app.post(path, { config: { access: 'operator' }, schema: take }, async (request) => {
    const { flag } = request.params;
    const act = actOf(request, `flag_cleanup_${request.body.step}`, request.body.reason);
    const { after } = await actAudited(database, act, async (connection) => {
      const before = await describeCleanup(connection, flag);
      await takeCleanupStep(connection, { flag, by: act.staff.name, ...readAttempt(request.body) });
      return { object: `flag ${flag}`, before, after: await describeCleanup(connection, flag) };
    });
    return { success: true, cleanup: after };
  });

  const restart = {
    params,
    body: onlyReason,
    response: failures,
    tags,
    summary: 'Begin a flag’s going anew, as after its code came back',
  };
  app.delete(path, { config: { access: 'operator' }, schema: restart }, async (request) => {
    const { flag } = request.params;
    const act = actOf(request, 'flag_cleanup_restarted', request.body.reason);
    const { after } = await actAudited(database, act, async (connection) => {
      const before = await describeCleanup(connection, flag);
      await deleteCleanupSteps(connection, flag);
      const [left] = await readFlagFacts(connection, flag);
      return { object: `flag ${flag}`, before, after: left ? await describeCleanup(connection, flag) : null };
    });
    return { success: true, cleanup: after };
  });
}

type Body = {
  step: CleanupAttempt['step'];
  environment?: string;
  keep?: 'on' | 'off';
  evidence?: string;
  override?: boolean;
  reason: string;
};

/** @throws {BadRequest} where a step lacks what it cannot do without, or has what it has no use for. */
function readAttempt({ step, environment = '', keep, evidence = '', override = false, reason: why }: Body) {
  if ((step === 'deployed') !== (environment !== ''))
    throw missing('environment', 'belongs to the step deployed, and to it alone');
  if ((step === 'code_removed') !== (keep !== undefined))
    throw missing('keep', 'belongs to the step code_removed, and to it alone: on or off');
  if (['code_removed', 'deployed', 'closed'].includes(step) && evidence.trim() === '') {
    throw missing('evidence', `must say where that can be seen, for the step ${step}`);
  }
  return { step, environment, evidence, override, reason: why, ...(keep ? { keep } : {}) };
}

function missing(field: string, sentence: string): BadRequest {
  return new BadRequest(`${field} ${sentence}.`, { attributes: { [field]: [sentence] } });
}

async function describeCleanup(database: Queryable, flag: string) {
  const facts = await getFlagFacts(database, flag);
  return toCleanupOnWire(facts, await listCleanupSteps(database, flag), await readDatabaseTime(database));
}
