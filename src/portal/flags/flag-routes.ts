import { Type } from 'typebox';
import { readFlagState } from '#flags/server/read-flag-state.ts';
import { setFlag, stateOfDefault } from '#flags/server/set-flag.ts';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { actAudited, actOf } from '../audit/act-audited.ts';
import { environmentName } from '../contract/environment-name.ts';
import { failures } from '../contract/failure-schema.ts';
import { toFlagStateOnWire } from '../contract/flag-on-wire.ts';
import { reason } from '../contract/parameters.ts';
import { describeFlag, describeFlags, getFlag } from './describe-flag.ts';

const tags = ['Flags'];
const flagName = Type.String({ maxLength: 100 });

/** Looking at the flags, and setting one in one environment. */
export function registerFlagRoutes(app: Server, database: Pool): void {
  const list = { response: failures, tags, summary: 'Every flag with its state in every environment' };
  app.get('/api/v1/flags', { config: { access: 'viewer' }, schema: list }, async () => ({
    success: true,
    flags: await describeFlags(database),
  }));

  const show = {
    params: Type.Object({ flag: flagName }),
    response: failures,
    tags,
    summary: 'One flag: states, where it was evaluated, which processes have forced it, its changes',
  };
  app.get('/api/v1/flags/:flag', { config: { access: 'viewer' }, schema: show }, async (request) => ({
    success: true,
    flag: await describeFlag(database, getFlag(request.params.flag)),
  }));

  const set = {
    params: Type.Object({ flag: flagName, environment: environmentName }),
    body: Type.Object(
      {
        state: Type.String({
          maxLength: 6_000,
          description: 'off, on, users:7,8, percent:25 or percent:25+users:7,8; whole percents and 250 users at most.',
        }),
        expected_revision: Type.Optional(
          Type.Integer({ minimum: 0, description: 'The revision that was looked at: refused if it was set since.' }),
        ),
        reason,
      },
      { additionalProperties: false },
    ),
    response: failures,
    tags,
    summary: 'Set a flag in an environment; every client has it within milliseconds',
  };
  const path = '/api/v1/flags/:flag/environments/:environment';
  app.put(path, { config: { access: 'operator' }, schema: set }, async (request) => {
    const { environment } = request.params;
    const flag = getFlag(request.params.flag);
    const state = readFlagState(request.body.state);
    const act = actOf(request, 'flag_set', request.body.reason);
    const expectedRevision = request.body.expected_revision;
    const { after } = await actAudited(database, act, async (connection) => {
      const wanted = { flag, environment, state, expectedRevision, changedBy: act.staff.name, reason: act.reason };
      const set = await setFlag(connection, wanted);
      const toWire = (one: typeof set.before) => toFlagStateOnWire(environment, one, stateOfDefault(flag));
      return { object: `flag ${flag.name} in ${environment}`, before: toWire(set.before), after: toWire(set.after) };
    });
    return { success: true, flag: flag.name, ...after };
  });
}
