import { BadRequest } from '#kit/errors/bad-request.ts';
import type { Server } from '#kit/http/create-server.ts';
import { isPassword, pretendToLook } from '#kit/sessions/password.ts';
import { toUserBody } from '../contract/product-bodies.ts';
import { readerOf, required, throwProblems } from '../contract/product-fields.ts';
import { signInRequestSchema, userAnswerSchema } from '../contract/product-schemas.ts';
import { findSignIn, getPerson } from '../people/person-store.ts';
import { clearSession, sendSession, sessionOf } from '../sessions/register-sessions.ts';
import { deleteSession, insertSession } from '../sessions/session-store.ts';
import { described } from './described.ts';
import type { Product } from './product.ts';

const WRONG = 'The e-mail address or user name, or the password, is not right.';

/** Sign-in, sign-out, and who is signed in. */
export function registerSessionRoutes(app: Server, { database, isSecure }: Product): void {
  const signIn = described({
    summary: 'Sign in',
    person: 'anyone',
    perMinute: 20,
    body: signInRequestSchema,
    answers: { 201: userAnswerSchema },
  });
  const signOut = described({ summary: 'Sign out', person: 'signed_in', answers: { 204: null } });
  const whoIs = described({ summary: 'Who is signed in', person: 'signed_in', answers: { 200: userAnswerSchema } });
  app.post('/session', signIn, async (request, reply) => {
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
  app.delete('/session', signOut, async (request, reply) => {
    await deleteSession(database, sessionOf(request).id);
    clearSession(reply);
    return reply.code(204).send();
  });
  app.get('/user', whoIs, async (request) => {
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
