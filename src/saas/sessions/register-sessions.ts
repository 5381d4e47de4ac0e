import cookie from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BadRequest } from '#kit/errors/bad-request.ts';
import { equalsInConstantTime } from '#kit/http/constant-time.ts';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
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
const CSRF_COOKIE = 'csrf_token';
const CSRF_HEADER = 'x-csrf-token';
const CHANGING = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

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
      assertCsrf(request, session);
      request.session = session;
    } else if (request.routeOptions.config.person === 'signed_in') {
      throw new BadRequest('You are not signed in.', { status: 401, code: 'unauthenticated' });
    }
  });
}

function assertCsrf(request: FastifyRequest, session: Session): void {
  if (!CHANGING.has(request.method)) return;
  const sent = request.headers[CSRF_HEADER];
  if (typeof sent === 'string' && equalsInConstantTime(sent, session.csrfToken)) return;
  const sentence = 'Send the value of the cookie csrf_token in the header X-CSRF-Token.';
  throw new BadRequest(sentence, { status: 403, code: 'csrf_token_invalid' });
}

/** Who is signed in. @throws {BadRequest} 401 for nobody. */
export function sessionOf(request: FastifyRequest): Session {
  if (!request.session) throw new BadRequest('You are not signed in.', { status: 401, code: 'unauthenticated' });
  return request.session;
}

/** @param isSecure whether the product is reached by https. */
export function sendSession(reply: FastifyReply, session: Session, token: string, isSecure: boolean): void {
  const common = { path: '/', sameSite: 'lax', secure: isSecure, maxAge: 14 * 86_400 } as const;
  reply.setCookie(SESSION_COOKIE, token, { ...common, httpOnly: true });
  reply.setCookie(CSRF_COOKIE, session.csrfToken, { ...common, httpOnly: false });
}

export function clearSession(reply: FastifyReply): void {
  reply.clearCookie(SESSION_COOKIE, { path: '/' });
  reply.clearCookie(CSRF_COOKIE, { path: '/' });
}
