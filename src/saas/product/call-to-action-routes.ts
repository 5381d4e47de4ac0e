import type { Server } from '#kit/http/create-server.ts';
import { listCallsToAction } from '../calls-to-action/list-calls-to-action.ts';
import type { CallsToActionAnswer } from '../contract/product-api.ts';
import { callsToActionAnswerSchema } from '../contract/product-schemas.ts';
import { sessionOf } from '../sessions/register-sessions.ts';
import { described } from './described.ts';
import { getOwnGroup } from './group-routes.ts';
import type { Product } from './product.ts';

/** `GET namespaces/:id/ctas`: what a page of the group offers to this person. */
export function registerCallToActionRoutes(app: Server, { database, finder }: Product): void {
  const route = described({
    summary: 'What a page of the group offers to this person',
    person: 'signed_in',
    answers: { 200: callsToActionAnswerSchema },
  });
  app.get<{ Params: { id: string } }>('/namespaces/:id/ctas', route, async (request): Promise<CallsToActionAnswer> => {
    const session = sessionOf(request);
    const group = await getOwnGroup(database, request.params.id, session.userId);
    const found = await finder.findAmong(session, [group], { place: 'cta', requestId: request.id });
    return {
      ctas: listCallsToAction(group, found),
      unknown: found.unknown.length > 0,
      method: found.method,
      source: found.source,
    };
  });
}
