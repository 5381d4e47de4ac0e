import { BadRequest } from '#kit/errors/bad-request.ts';
import type { Queryable } from '#kit/postgres/pool.ts';
import { readId } from '../contract/read-id.ts';
import type { Namespace } from '../groups/namespace.ts';
import { findNamespace } from '../groups/namespace-store.ts';

/**
 * The namespace in the path.
 * @throws {BadRequest} 404 for one that is unknown or belongs to a project, and for what is no id at all.
 */
export async function getRequestedNamespace(database: Queryable, sent: string): Promise<Namespace> {
  const id = readId(sent);
  const namespace = id === undefined ? undefined : await findNamespace(database, id);
  if (namespace === undefined) throw namespaceNotFound(sent, 'namespace');
  return namespace;
}

/** The same, but a group. @throws {BadRequest} 404 also for a person's namespace. */
export async function getRequestedGroup(database: Queryable, sent: string): Promise<Namespace> {
  const id = readId(sent);
  const namespace = id === undefined ? undefined : await findNamespace(database, id);
  if (namespace?.kind !== 'group') throw namespaceNotFound(sent, 'group_namespace');
  return namespace;
}

function namespaceNotFound(sent: string, what: 'namespace' | 'group_namespace'): BadRequest {
  const sentence = `There is no ${what === 'namespace' ? 'namespace' : 'group'} ${sent}; ids are whole numbers from 1.`;
  return new BadRequest(sentence, { status: 404, code: `${what}_not_found` });
}
