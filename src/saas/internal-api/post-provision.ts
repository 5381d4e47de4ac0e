import { todayOf } from '#kit/clock/today-of.ts';
import { BadRequest } from '#kit/errors/bad-request.ts';
import type { Server } from '#kit/http/create-server.ts';
import { BodyReader } from '../contract/body-reader.ts';
import { invalidRequest } from '../contract/invalid-request.ts';
import { isObject } from '../contract/is-object.ts';
import { partlyProvisionedBody, provisionedBody } from '../contract/provision-body.ts';
import { readBody } from '../contract/read-body.ts';
import { readVersion } from '../contract/read-version.ts';
import { hasProblems } from '../subscriptions/problems.ts';
import { getRequestedNamespace } from './get-requested-namespace.ts';
import type { InternalApi } from './internal-api.ts';
import { provisionResources } from './provision-resources.ts';

/**
 * `POST namespaces/:id/provision`: 200; 422 where something could not be provisioned, the rest is kept; 400 without
 * `provision` and for a namespace that is not top level; 404.
 */
export function registerPostProvision(app: Server, { pool, clock, onChange }: InternalApi): void {
  app.post<{ Params: { id: string } }>('/:id/provision', async (request, reply) => {
    const { id, parentId } = await getRequestedNamespace(pool, request.params.id);
    if (parentId !== null) throw notTopLevel(id);
    const { sent, version } = readProvision(request.body);
    const results = await provisionResources({ pool, namespaceId: id, today: todayOf(clock) }, sent);
    // Also where only a part was done: whatever was kept may have changed the answers about this namespace.
    await onChange({ namespaceId: id, version, operation: 'provision' }, request.log);
    const complete = ![...results.values()].some(hasProblems);
    return reply.code(complete ? 200 : 422).send(complete ? provisionedBody(results) : partlyProvisionedBody(results));
  });
}

function readProvision(body: unknown): { sent: object; version: number | undefined } {
  const reader = new BodyReader(readBody(body));
  const sent = reader.oneOf('provision', 'must be an object', (value) => (isObject(value) ? value : undefined));
  const version = readVersion(reader);
  if (sent == null && !('provision' in reader.problems)) reader.refuse('provision', 'is missing');
  if (sent == null || hasProblems(reader.problems)) throw invalidRequest(reader.problems);
  return { sent, version };
}

function notTopLevel(namespaceId: number): BadRequest {
  return new BadRequest(`Namespace ${namespaceId} is a subgroup; provision the top-level group.`, {
    status: 400,
    code: 'namespace_not_top_level',
  });
}
