import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { BadRequest } from '#kit/errors/bad-request.ts';
import { notFound } from '#kit/errors/not-found.ts';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { isPassword, pretendToLook } from '#kit/sessions/password.ts';
import { clearSessionCookies, sendSessionCookies } from '#kit/sessions/session-cookies.ts';
import { actAudited, actOf } from '../audit/act-audited.ts';
import { failures } from '../contract/failure-schema.ts';
import { idParameter } from '../contract/parameters.ts';
import { toStaffOnWire } from '../contract/people-on-wire.ts';
import { forAnyone, signInBody, toSessionOnWire } from '../contract/session-schemas.ts';
import { personActing } from '../people/authenticate.ts';
import { getStaff } from '../people/staff-store.ts';
import { findSignIn } from './password-store.ts';
import { SignInLimit } from './sign-in-limit.ts';
import { STAFF_COOKIES } from './staff-cookies.ts';
import { deleteStaffSession, insertStaffSession, listStaffSessions } from './staff-session-store.ts';

const WRONG = 'The e-mail address or the password is not right.';
const tags = ['Sessions'];
const own = { access: 'viewer' } as const;

/** Signing in to the dashboard and out of it, and a person's own sessions. */
export function registerSessionRoutes(app: Server, database: Pool, isSecure: boolean): void {
  const limit = new SignInLimit();
  const signIn = { ...forAnyone, body: signInBody, response: failures, tags, summary: 'Sign in to the dashboard' };
  app.post('/api/v1/session', { config: { access: 'anyone' }, schema: signIn }, async (request, reply) => {
    const staffId = await checkPassword(database, limit, request.body, request.ip);
    const { secret, csrfToken } = await insertStaffSession(database, staffId, agentOf(request));
    sendSessionCookies(reply, STAFF_COOKIES, { secret, csrfToken }, isSecure);
    return reply.code(201).send({ success: true, staff: toStaffOnWire(await getStaff(database, staffId)) });
  });

  const signOut = { response: failures, tags, summary: 'Sign out' };
  app.delete('/api/v1/session', { config: own, schema: signOut }, async (request, reply) => {
    const id = currentSession(request);
    if (id !== undefined) await deleteStaffSession(database, id, personActing(request).id);
    clearSessionCookies(reply, STAFF_COOKIES);
    return { success: true };
  });

  const list = { response: failures, tags, summary: 'Your sessions, the one that was used last first' };
  app.get('/api/v1/sessions', { config: { access: 'viewer' }, schema: list }, async (request) => {
    const sessions = await listStaffSessions(database, personActing(request).id);
    return { success: true, sessions: sessions.map((one) => toSessionOnWire(one, currentSession(request))) };
  });

  const params = Type.Object({ id: idParameter });
  const end = { params, response: failures, tags, summary: 'End one of your sessions' };
  app.delete('/api/v1/sessions/:id', { config: own, schema: end }, async (request) => {
    const { id } = request.params;
    const act = actOf(request, 'session_ended', 'by its owner');
    await actAudited(database, act, async (connection) => {
      const ended = await deleteStaffSession(connection, id, act.staff.id);
      if (!ended) throw notFound(`You have no session ${id}.`);
      return { object: `session ${id}`, before: null, after: null };
    });
    return { success: true };
  });
}

/** @returns the id of the person. @throws {BadRequest} that tells nobody whether there is such an account. */
async function checkPassword(
  database: Pool,
  limit: SignInLimit,
  { email, password }: { readonly email: string; readonly password: string },
  ip: string,
): Promise<number> {
  limit.assertOpen(email, ip);
  const found = await findSignIn(database, email);
  const mayLook = found !== undefined && !found.isDisabled && found.passwordHash !== '';
  const isRight = mayLook ? await isPassword(password, found.passwordHash) : await pretendToLook(password);
  if (!mayLook || !isRight) {
    limit.fail(email, ip);
    throw new BadRequest(WRONG, { code: 'sign_in_failed', attributes: { email: [WRONG] } });
  }
  limit.succeed(email);
  return found.staffId;
}

/** What the browser calls itself. */
export function agentOf(request: FastifyRequest): string {
  return (request.headers['user-agent'] ?? 'unknown').replaceAll('\0', '');
}

/** The session that a request carries; undefined for a token. */
export function currentSession({ actor }: FastifyRequest): number | undefined {
  return actor?.kind === 'person' && 'session' in actor.by ? actor.by.session : undefined;
}
