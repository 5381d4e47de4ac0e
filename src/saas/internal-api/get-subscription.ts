import { todayOf } from '#kit/clock/today-of.ts';
import type { Server } from '#kit/http/create-server.ts';
import { subscriptionBody } from '../contract/subscription-body.ts';
import { findSubscription } from '../subscriptions/subscription-store.ts';
import { getRequestedNamespace } from './get-requested-namespace.ts';
import type { InternalApi } from './internal-api.ts';

/** `GET namespaces/:id/gitlab_subscription`: 200, with nulls where there is none, or 404 for the namespace. */
export function registerGetSubscription(app: Server, { pool, clock }: InternalApi): void {
  app.get<{ Params: { id: string } }>('/:id/gitlab_subscription', async ({ params }) => {
    const { id } = await getRequestedNamespace(pool, params.id);
    return subscriptionBody(await findSubscription(pool, id), todayOf(clock));
  });
}
