import { todayOf } from '#kit/clock/today-of.ts';
import type { Server } from '#kit/http/create-server.ts';
import { inTransaction } from '#kit/postgres/transaction.ts';
import { BodyReader } from '../contract/body-reader.ts';
import { invalidRequest } from '../contract/invalid-request.ts';
import { namespaceBody } from '../contract/namespace-body.ts';
import { problemsOf, wireProblems } from '../contract/problems.ts';
import { readBody } from '../contract/read-body.ts';
import { readNamespaceAttributes } from '../contract/read-namespace-attributes.ts';
import { readVersion } from '../contract/read-version.ts';
import { changeNamespace } from '../groups/change-namespace.ts';
import { describeNamespace } from '../groups/describe-namespace.ts';
import { getNamespace } from '../groups/namespace-store.ts';
import { hasProblems } from '../subscriptions/problems.ts';
import { getRequestedNamespace } from './get-requested-namespace.ts';
import type { InternalApi } from './internal-api.ts';

/** `PUT namespaces/:id`: 200 with the namespace, 400 for invalid attributes, 404. */
export function registerPutNamespace(app: Server, { pool, clock, saasUrl, onChange }: InternalApi): void {
  app.put<{ Params: { id: string } }>('/:id', async (request) => {
    const { id } = await getRequestedNamespace(pool, request.params.id);
    const reader = new BodyReader(readBody(request.body));
    const sent = readNamespaceAttributes(reader);
    const version = readVersion(reader);
    if (hasProblems(reader.problems)) throw invalidRequest(reader.problems);
    const changed = await inTransaction(pool, (connection) => changeNamespace(connection, id, sent, todayOf(clock)));
    if (changed.kind === 'invalid') {
      throw invalidRequest(problemsOf('gitlab_subscription', wireProblems(changed.subscriptionProblems)));
    }
    await onChange({ namespaceId: id, version, operation: 'namespace' }, request.log);
    return namespaceBody(await describeNamespace(pool, await getNamespace(pool, id)), saasUrl);
  });
}
