import { Type } from 'typebox';
import { notFound } from '#kit/errors/not-found.ts';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { type Act, actOf, rehearse } from '../audit/act-audited.ts';
import { toExplanationOnWire } from '../contract/explanation.ts';
import { failures } from '../contract/failure-schema.ts';
import { idParameter } from '../contract/parameters.ts';
import { type PreviewBody, previewBody } from '../contract/preview-body.ts';
import { explainNamespace } from '../eligibility/explain-namespace.ts';
import { endTrialEarly, extendTrial, unvoidTrial, voidTrial } from '../trials/trial-actions.ts';
import { findTrial } from '../trials/trial-store.ts';
import { allowAgain, blockNamespace, unblockNamespace } from './namespace-actions.ts';

/** The answer as it is and as it would be, before anybody does anything: what it refuses, this refuses too. */
export function registerPreviewRoutes(app: Server, database: Pool): void {
  const schema = {
    params: Type.Object({ id: idParameter }),
    body: previewBody,
    response: failures,
    tags: ['Namespaces'],
    summary: 'What an action would change; nothing is changed',
  };
  const config = { access: 'operator', reads: true } as const;
  app.post('/api/v1/namespaces/:id/preview', { config, schema }, async (request) => {
    const { id } = request.params;
    await assertOwnTrial(database, id, request.body);
    const act = actOf(request, `preview_${request.body.action}`, 'a preview');
    const look = async (connection: Parameters<typeof explainNamespace>[0]) =>
      toExplanationOnWire(await explainNamespace(connection, id, undefined));
    const seen = await rehearse(act, look, (rehearsed) => perform(database, rehearsed, id, request.body));
    return { success: true, ...seen };
  });
}

async function assertOwnTrial(database: Pool, namespaceId: number, body: PreviewBody): Promise<void> {
  if (!('trial_id' in body)) return;
  const trial = await findTrial(database, body.trial_id);
  if (trial?.namespaceId === namespaceId) return;
  throw notFound(`Namespace ${namespaceId} has no trial ${body.trial_id}.`);
}

function perform(database: Pool, act: Act, id: number, body: PreviewBody): Promise<unknown> {
  switch (body.action) {
    case 'extend':
      return extendTrial(database, act, body.trial_id, body.ends_on);
    case 'end_early':
      return endTrialEarly(database, act, body.trial_id);
    case 'void':
      return voidTrial(database, act, body.trial_id);
    case 'unvoid':
      return unvoidTrial(database, act, body.trial_id);
    case 'allow_again':
      return allowAgain(database, act, id, body.trial_type);
    case 'block':
      return blockNamespace(database, act, id, body.until);
    case 'unblock':
      return unblockNamespace(database, act, id);
  }
}
