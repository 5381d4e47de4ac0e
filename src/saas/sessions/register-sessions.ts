import cookie from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BadRequest } from '#kit/errors/bad-request.ts';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { assertCsrf } from '#kit/sessions/assert-csrf.ts';
import { clearSessionCookies, type SessionCookies, sendSessionCookies } from '#kit/sessions/session-cookies.ts';
import type { Session } from './session.ts';
import { findSession } from './session-store.ts';

declare module 'fastify' {
  interface FastifyRequest {
    session: Session | null;
  }
  interface FastifyContextConfig {
    /** Who may call it: somebody signed in, or anyone. Every route of the product says one of them. */
    person?: 'signed_in' | 'anyone';
  }
}

export const SESSION_COOKIE = 'trialgate_session';
const COOKIES: SessionCookies = { name: SESSION_COOKIE, csrfPath: '/', sameSite: 'lax', seconds: 14 * 86_400 };

/**
 * Finds out who is signed in. A change that carries a session's cookie must also carry its CSRF token in a header, which
 * another site cannot read; without a session there is nobody in whose name it could be made.
 */
export async function registerSessions(app: Server, database: Pool): Promise<void> {
  await app.register(cookie);
  app.decorateRequest('session', null);
  app.addHook('onRequest', async (request: FastifyRequest) => {
    const token = request.cookies[SESSION_COOKIE];
    const session = token ? await findSession(database, token) : undefined;
    if (session) {
      assertCsrf(request, session.csrfToken);
      request.session = session;
    } else if (request.routeOptions.config.person === 'signed_in') {
      throw new BadRequest('You are not signed in.', { status: 401, code: 'unauthenticated' });
    }
  });
}

/** Who is signed in. @throws {BadRequest} 401 for nobody. */
export function sessionOf(request: FastifyRequest): Session {
  if (!request.session) throw new BadRequest('You are not signed in.', { status: 401, code: 'unauthenticated' });
  return request.session;
}

/** @param isSecure whether the product is reached by https. */
export function sendSession(reply: FastifyReply, session: Session, secret: string, isSecure: boolean): void {
  sendSessionCookies(reply, COOKIES, { secret, csrfToken: session.csrfToken }, isSecure);
}

export function clearSession(reply: FastifyReply): void {
  clearSessionCookies(reply, COOKIES);
}
