import { Type } from 'typebox';
import type { Server } from '#kit/http/create-server.ts';
import type { Connection, Pool } from '#kit/postgres/pool.ts';
import { type Act, actAudited, actOf } from '../audit/act-audited.ts';
import { failures } from '../contract/failure-schema.ts';
import { idParameter, isoDate, onlyReason, reason } from '../contract/parameters.ts';
import { refuse } from '../trials/trial-actions.ts';
import { updateTrialsAllowedAgain } from '../trials/trial-store.ts';
import { deleteBlock, findBlock, upsertBlock } from './block-store.ts';
import { getVersion, lockNamespaces } from './lock-namespaces.ts';

const params = Type.Object({ id: idParameter });
const response = failures;
const config = { access: 'operator' } as const;
const tags = ['Namespaces'];

type NamespaceWork = (connection: Connection) => Promise<{ before: unknown; after: unknown }>;

type ActOnNamespace = (act: Act, id: number, work: NamespaceWork) => Promise<object>;

function createActOnNamespace(database: Pool, onActed: () => void): ActOnNamespace {
  return async (act, id, work) => {
    const { result } = await actAudited(database, act, async (connection) => {
      await lockNamespaces(connection, [id]);
      const change = await work(connection);
      const version = await getVersion(connection, id);
      const result = { success: true, namespace_id: id, version };
      return { object: `namespace ${id}`, namespaceId: id, ...change, result };
    });
    onActed();
    return result;
  };
}

/** What operators do to a namespace: block it, and allow a type again. */
export function registerNamespaceActionRoutes(app: Server, database: Pool, onActed: () => void): void {
  const actOn = createActOnNamespace(database, onActed);
  const blockBody = Type.Object({ reason, until: Type.Optional(isoDate) }, { additionalProperties: false });
  const block = { params, body: blockBody, response, tags, summary: 'Block a namespace from starting trials' };
  app.put('/api/v1/namespaces/:id/block', { config, schema: block }, (request) => {
    const { reason: why, until } = request.body;
    return actOn(actOf(request, 'namespace_blocked', why), request.params.id, async (connection) => {
      const before = await findBlock(connection, request.params.id);
      await upsertBlock(connection, { namespaceId: request.params.id, blockedUntil: until ?? null, reason: why });
      return { before: before ?? null, after: { blocked_until: until ?? null } };
    });
  });

  const unblock = { params, body: onlyReason, response, tags, summary: 'Unblock a namespace' };
  app.delete('/api/v1/namespaces/:id/block', { config, schema: unblock }, (request) => {
    const act = actOf(request, 'namespace_unblocked', request.body.reason);
    return actOn(act, request.params.id, async (connection) => {
      const before = await findBlock(connection, request.params.id);
      if (!before) throw refuse('not_blocked', `Namespace ${request.params.id} is not blocked.`);
      await deleteBlock(connection, request.params.id);
      return { before, after: null };
    });
  });

  registerAllowAgain(app, actOn);
}

function registerAllowAgain(app: Server, actOn: ActOnNamespace): void {
  const again = {
    params,
    body: Type.Object({ trial_type: Type.String({ maxLength: 100 }), reason }, { additionalProperties: false }),
    response,
    tags,
    summary: 'Allow a trial type again, without denying that it was had',
  };
  app.post('/api/v1/namespaces/:id/allow_again', { config, schema: again }, (request) => {
    const { trial_type: type } = request.body;
    const act = actOf(request, 'trial_allowed_again', request.body.reason);
    return actOn(act, request.params.id, async (connection) => {
      const count = await updateTrialsAllowedAgain(connection, request.params.id, type);
      if (count === 0) throw refuse('nothing_to_allow', `Namespace ${request.params.id} has no ${type} that counts.`);
      return { before: null, after: { trial_type: type, trials: count } };
    });
  });
}
