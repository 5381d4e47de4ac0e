import { Type } from 'typebox';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { actOf } from '../audit/act-audited.ts';
import { failures } from '../contract/failure-schema.ts';
import { idParameter, isoDate, onlyReason, reason } from '../contract/parameters.ts';
import { allowAgain, blockNamespace, type NamespaceActed, unblockNamespace } from './namespace-actions.ts';

const params = Type.Object({ id: idParameter });
const response = failures;
const config = { access: 'operator' } as const;
const tags = ['Namespaces'];

/** What operators do to a namespace: block it, and allow a type again. */
export function registerNamespaceActionRoutes(app: Server, database: Pool, onActed: () => void): void {
  const answer = ({ namespaceId, version }: NamespaceActed) => {
    onActed();
    return { success: true, namespace_id: namespaceId, version };
  };
  const blockBody = Type.Object({ reason, until: Type.Optional(isoDate) }, { additionalProperties: false });
  const block = { params, body: blockBody, response, tags, summary: 'Block a namespace from starting trials' };
  app.put('/api/v1/namespaces/:id/block', { config, schema: block }, async (request) => {
    const act = actOf(request, 'namespace_blocked', request.body.reason);
    return answer(await blockNamespace(database, act, request.params.id, request.body.until));
  });

  const unblock = { params, body: onlyReason, response, tags, summary: 'Unblock a namespace' };
  app.delete('/api/v1/namespaces/:id/block', { config, schema: unblock }, async (request) => {
    const act = actOf(request, 'namespace_unblocked', request.body.reason);
    return answer(await unblockNamespace(database, act, request.params.id));
  });

  const againBody = Type.Object(
    { trial_type: Type.String({ maxLength: 100 }), reason },
    { additionalProperties: false },
  );
  const summary = 'Allow a trial type again, without denying that it was had';
  const again = { params, body: againBody, response, tags, summary };
  app.post('/api/v1/namespaces/:id/allow_again', { config, schema: again }, async (request) => {
    const act = actOf(request, 'trial_allowed_again', request.body.reason);
    return answer(await allowAgain(database, act, request.params.id, request.body.trial_type));
  });
}
