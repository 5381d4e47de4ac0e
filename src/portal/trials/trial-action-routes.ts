import { Type } from 'typebox';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { type Act, actOf } from '../audit/act-audited.ts';
import { failures } from '../contract/failure-schema.ts';
import { idParameter, isoDate, onlyReason, reason } from '../contract/parameters.ts';
import { toTrialForOperators } from '../contract/trial-on-wire.ts';
import { endTrialEarly, extendTrial, type TrialActed, unvoidTrial, voidTrial } from './trial-actions.ts';

const params = Type.Object({ id: idParameter });
const response = failures;
const config = { access: 'operator' } as const;
const tags = ['Trials'];

function toAnswer({ trial, version }: TrialActed) {
  return { success: true, trial: toTrialForOperators(trial), version };
}

/** What operators do to one trial. */
export function registerTrialActionRoutes(app: Server, database: Pool, onActed: () => void): void {
  const body = Type.Object({ ends_on: isoDate, reason }, { additionalProperties: false });
  const extend = { params, body, response, tags, summary: 'Extend a running trial to a later day' };
  app.post('/api/v1/trials/:id/extend', { config, schema: extend }, async (request) => {
    const act = actOf(request, 'trial_extended', request.body.reason);
    const acted = await extendTrial(database, act, request.params.id, request.body.ends_on);
    onActed();
    return toAnswer(acted);
  });

  const actions: [string, string, string, (pool: Pool, act: Act, id: number) => Promise<TrialActed>][] = [
    ['end_early', 'trial_ended_early', 'End a running trial today', endTrialEarly],
    ['void', 'trial_voided', 'Declare a trial as never had', voidTrial],
    ['unvoid', 'trial_unvoided', 'Take a voiding back', unvoidTrial],
  ];
  for (const [path, action, summary, run] of actions) {
    const schema = { params, body: onlyReason, response, tags, summary };
    app.post(`/api/v1/trials/:id/${path}`, { config, schema }, async (request) => {
      const acted = await run(database, actOf(request, action, request.body.reason), request.params.id);
      onActed();
      return toAnswer(acted);
    });
  }
}
