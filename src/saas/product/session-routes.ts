import { BadRequest } from '#kit/errors/bad-request.ts';
import type { Server } from '#kit/http/create-server.ts';
import { toUserBody } from '../contract/product-bodies.ts';
import { readerOf, required, throwProblems } from '../contract/product-fields.ts';
import { findSignIn, getPerson } from '../people/person-store.ts';
import { isPassword, pretendToLook } from '../sessions/password.ts';
import { clearSession, sendSession, sessionOf } from '../sessions/register-sessions.ts';
import { deleteSession, insertSession } from '../sessions/session-store.ts';
import type { Product } from './product.ts';

const WRONG = 'The e-mail address or user name, or the password, is not right.';

/** Sign-in, sign-out, and who is signed in. */
export function registerSessionRoutes(app: Server, { database, isSecure }: Product): void {
  const limited = { config: { person: 'anyone', rateLimit: { max: 20, timeWindow: 60_000 } } } as const;
  app.post('/session', limited, async (request, reply) => {
    const { login, password } = readSignIn(request.body);
    const found = await findSignIn(database, login);
    const isRight = found ? await isPassword(password, found.encryptedPassword) : await pretendToLook(password);
    if (!found || !isRight) throw new BadRequest(WRONG, { code: 'sign_in_failed', attributes: { login: [WRONG] } });
    if (!found.isActive) {
      throw new BadRequest('Your account has been blocked.', { status: 403, code: 'account_blocked' });
    }
    const { session, token } = await insertSession(database, found.person.id);
    sendSession(reply, session, token, isSecure);
    return reply.code(201).send({ user: toUserBody(found.person) });
  });
  app.delete('/session', { config: { person: 'signed_in' } }, async (request, reply) => {
    await deleteSession(database, sessionOf(request).id);
    clearSession(reply);
    return reply.code(204).send();
  });
  app.get('/user', { config: { person: 'signed_in' } }, async (request) => {
    return { user: toUserBody(await getPerson(database, sessionOf(request).userId)) };
  });
}

function readSignIn(body: unknown): { login: string; password: string } {
  const reader = readerOf(body);
  const read = {
    login: required(reader, 'login', reader.text('login', 255)),
    password: required(reader, 'password', reader.text('password', 128)),
  };
  throwProblems(reader);
  return read;
}
