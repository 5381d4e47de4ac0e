import { todayOf } from '#kit/clock/today-of.ts';
import { BadRequest } from '#kit/errors/bad-request.ts';
import type { Server } from '#kit/http/create-server.ts';
import { inTransaction } from '#kit/postgres/transaction.ts';
import { BodyReader } from '../contract/body-reader.ts';
import { invalidRequest } from '../contract/invalid-request.ts';
import { wireProblems } from '../contract/problems.ts';
import { readBody } from '../contract/read-body.ts';
import { readSubscriptionAttributes } from '../contract/read-subscription-attributes.ts';
import { readVersion } from '../contract/read-version.ts';
import { subscriptionBody } from '../contract/subscription-body.ts';
import { changeSubscription } from '../subscriptions/change-subscription.ts';
import { hasProblems } from '../subscriptions/problems.ts';
import { findSubscription } from '../subscriptions/subscription-store.ts';
import { getRequestedNamespace } from './get-requested-namespace.ts';
import type { InternalApi } from './internal-api.ts';

/** `PUT namespaces/:id/gitlab_subscription`: 200; 400 for invalid attributes; 404, also where there is none. */
export function registerPutSubscription(app: Server, { pool, clock, onChange }: InternalApi): void {
  app.put<{ Params: { id: string } }>('/:id/gitlab_subscription', async (request) => {
    const { id } = await getRequestedNamespace(pool, request.params.id);
    // Before the attributes are judged, because the portal takes a 404 as the sign to POST.
    if ((await findSubscription(pool, id)) === undefined) throw subscriptionNotFound(id);
    const reader = new BodyReader(readBody(request.body));
    const sent = readSubscriptionAttributes(reader);
    const version = readVersion(reader);
    if (hasProblems(reader.problems)) throw invalidRequest(reader.problems);
    const changed = await inTransaction(pool, (connection) => changeSubscription(connection, id, sent));
    if (changed.kind === 'invalid') throw invalidRequest(wireProblems(changed.problems));
    if (changed.kind === 'missing') throw subscriptionNotFound(id);
    await onChange({ namespaceId: id, version, operation: 'subscription_changed' }, request.log);
    return subscriptionBody(changed.subscription, todayOf(clock));
  });
}

function subscriptionNotFound(namespaceId: number): BadRequest {
  return new BadRequest(`Namespace ${namespaceId} has no subscription; create it with POST.`, {
    status: 404,
    code: 'gitlab_subscription_not_found',
  });
}
