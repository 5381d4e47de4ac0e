import { todayOf } from '#kit/clock/today-of.ts';
import { BadRequest } from '#kit/errors/bad-request.ts';
import type { Server } from '#kit/http/create-server.ts';
import { BodyReader } from '../contract/body-reader.ts';
import { invalidRequest } from '../contract/invalid-request.ts';
import { wireProblems } from '../contract/problems.ts';
import { readBody } from '../contract/read-body.ts';
import { readSubscriptionAttributes } from '../contract/read-subscription-attributes.ts';
import { readVersion } from '../contract/read-version.ts';
import { subscriptionBody } from '../contract/subscription-body.ts';
import { createSubscription } from '../subscriptions/create-subscription.ts';
import { hasProblems } from '../subscriptions/problems.ts';
import { getRequestedNamespace } from './get-requested-namespace.ts';
import type { InternalApi } from './internal-api.ts';

/** `POST namespaces/:id/gitlab_subscription`: 201; 400 for invalid attributes or where there is one already; 404. */
export function registerPostSubscription(app: Server, { pool, clock, onChange }: InternalApi): void {
  app.post<{ Params: { id: string } }>('/:id/gitlab_subscription', async (request, reply) => {
    const { id } = await getRequestedNamespace(pool, request.params.id);
    const reader = new BodyReader(readBody(request.body));
    const sent = readSubscriptionAttributes(reader);
    const version = readVersion(reader);
    if (sent.startDate === undefined && !('start_date' in reader.problems)) reader.refuse('start_date', 'is missing');
    if (hasProblems(reader.problems)) throw invalidRequest(reader.problems);
    const today = todayOf(clock);
    const created = await createSubscription(pool, id, sent, today);
    if (created.kind === 'invalid') throw invalidRequest(wireProblems(created.problems));
    if (created.kind === 'exists') throw subscriptionExists(id);
    await onChange({ namespaceId: id, version, operation: 'subscription_created' }, request.log);
    return reply.code(201).send(subscriptionBody(created.subscription, today));
  });
}

function subscriptionExists(namespaceId: number): BadRequest {
  return new BadRequest(`Namespace ${namespaceId} already has a subscription; change it with PUT.`, {
    status: 400,
    code: 'subscription_exists',
    attributes: { namespace_id: ['already has a subscription'] },
  });
}
