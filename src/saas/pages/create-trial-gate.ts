import type { FastifyRequest } from 'fastify';
import { readCookie } from '#kit/pages/read-cookie.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { readId } from '../contract/read-id.ts';
import { findGroup } from '../groups/group-store.ts';
import { SESSION_COOKIE } from '../sessions/register-sessions.ts';
import { findSession } from '../sessions/session-store.ts';
import type { TrialFinder } from '../trials/trial-finder.ts';
import type { TrialGate } from './answer-trial-pages.ts';

/** Asks the sessions and, for the trial form's group, the method that the flag chose. */
export function createTrialGate(database: Pool, finder: TrialFinder): TrialGate {
  const findSessionOf = async (request: FastifyRequest) => {
    const token = readCookie(request.headers.cookie, SESSION_COOKIE);
    return token ? await findSession(database, token) : undefined;
  };
  return {
    isSignedIn: async (request) => (await findSessionOf(request)) !== undefined,
    mayOpen: async (request, namespaceId) => {
      const session = await findSessionOf(request);
      const id = readId(namespaceId);
      const group = session && id !== undefined ? await findGroup(database, id, session.userId) : undefined;
      if (!session || !group) return false;
      const found = await finder.findAmong(session, [group], { place: 'form', requestId: request.id });
      return found.eligible.length + found.unknown.length > 0;
    },
  };
}
