import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mayAct, type Role } from '#domain/people/roles.ts';
import { BadRequest } from '#kit/errors/bad-request.ts';
import { equalsInConstantTime } from '#kit/http/constant-time.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { assertCsrf, isChanging } from '#kit/sessions/assert-csrf.ts';
import { STAFF_COOKIES } from '../sessions/staff-cookies.ts';
import { findStaffSession, touchStaffSession } from '../sessions/staff-session-store.ts';
import type { Actor, Staff } from './staff.ts';
import { findActor, touchToken } from './token-store.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call it: a role, or anybody. Every route says one of them; a test fails for a route that does not. */
    access?: Role | 'anyone';
    /** GitLab's own client may call it too, by its two headers. */
    gitlab?: boolean;
    /** It changes nothing, whatever its method says: a list or a question that is too long, or too private, for a URL. */
    reads?: boolean;
  }
  interface FastifyRequest {
    actor: Actor | null;
  }
}

export type GitlabCredentials = { readonly email: string; readonly token: string };

export type AuthenticationOptions = {
  readonly gitlab: GitlabCredentials;
  /** Whether this address has shown too many wrong tokens. */
  readonly guessedTooOften: (request: FastifyRequest) => Promise<boolean>;
};

const GITLAB: Actor = { kind: 'gitlab' };

/** Finds out who calls, and refuses whoever may not: 401 for nobody known, 403 for a role or scope that does not reach. */
export function registerAuthentication(app: FastifyInstance, database: Pool, options: AuthenticationOptions): void {
  app.decorateRequest('actor', null);
  const authenticatePerson = async (request: FastifyRequest, reply: FastifyReply, access: Role) => {
    try {
      request.actor = await personOf(request, database);
    } catch (error) {
      throw await afterGuess(error, request, reply, options);
    }
    assertAccess(request.actor, access);
    assertMayChange(request, request.actor);
  };
  app.addHook('onRequest', (request, reply, done) => {
    const { access, gitlab: gitlabMay } = request.routeOptions.config;
    if (access === undefined || access === 'anyone') return done();
    // GitLab's headers are compared without waiting for anything, since most requests come with them.
    if (gitlabMay && isGitlab(request, options.gitlab)) {
      request.actor = GITLAB;
      return done();
    }
    authenticatePerson(request, reply, access).then(() => done(), done);
  });
}

/** A wrong token is told as such, until there are too many of them. */
async function afterGuess(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  { guessedTooOften }: AuthenticationOptions,
): Promise<unknown> {
  if (!(error instanceof BadRequest) || !(await guessedTooOften(request))) return error;
  reply.header('retry-after', '1');
  return new BadRequest('Too many wrong tokens from here; try again in a second.', {
    status: 429,
    code: 'rate_limited',
  });
}

function isGitlab(request: FastifyRequest, gitlab: GitlabCredentials): boolean {
  const { 'x-admin-email': email, 'x-admin-token': token } = request.headers;
  if (email === undefined || token === undefined) return false;
  const rightEmail = equalsInConstantTime(String(email), gitlab.email);
  return equalsInConstantTime(String(token), gitlab.token) && rightEmail;
}

async function personOf(request: FastifyRequest, database: Pool): Promise<Actor> {
  if (request.headers['x-admin-token'] !== undefined && request.headers.authorization === undefined) {
    throw unauthenticated('The X-Admin-Email and X-Admin-Token are not the right ones, or open nothing here.');
  }
  const cookie = request.headers.authorization === undefined ? request.cookies[STAFF_COOKIES.name] : undefined;
  return cookie === undefined ? personOfToken(request, database) : personOfSession(request, database, cookie);
}

async function personOfToken(request: FastifyRequest, database: Pool): Promise<Actor> {
  const [scheme, secret, ...rest] = (request.headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !secret || rest.length > 0) {
    throw unauthenticated('Send a personal token as "Authorization: Bearer tg_…"; "trialgate token create" makes one.');
  }
  const actor = await findActor(database, secret);
  if (actor?.kind !== 'person') throw unauthenticated('This token is not known, has expired, or was revoked.');
  if ('token' in actor.by && isLongAgo(actor.lastUsedAt)) {
    touchToken(database, actor.by.token).catch((error) => request.log.warn({ err: error }, 'token not touched'));
  }
  return actor;
}

async function personOfSession(request: FastifyRequest, database: Pool, secret: string): Promise<Actor> {
  const session = await findStaffSession(database, secret);
  if (!session) throw unauthenticated('You are not signed in, or your session has ended.');
  assertCsrf(request, session.csrfToken);
  const { id, staff, lastUsedAt } = session;
  if (isLongAgo(lastUsedAt)) {
    touchStaffSession(database, id).catch((error) => request.log.warn({ err: error }, 'session not touched'));
  }
  return { kind: 'person', staff, scope: 'api', by: { session: id }, lastUsedAt };
}

const isLongAgo = (time: Date | null) => time === null || Date.now() - time.getTime() > 60_000;

function assertAccess(actor: Actor, needed: Role): void {
  if (actor.kind !== 'person') return;
  if (!mayAct(actor.staff.role, needed)) {
    throw forbidden(`This needs the role ${needed}; yours is ${actor.staff.role}.`);
  }
}

/** Nothing is changed by a token that may only read, nor by any token of a viewer: whoever finds one can look at most. */
function assertMayChange(request: FastifyRequest, actor: Actor): void {
  if (actor.kind !== 'person' || !isChanging(request) || request.routeOptions.config.reads) return;
  if (actor.scope === 'read_api') {
    throw forbidden('This token may only read; make one with the scope "api".');
  }
  if ('token' in actor.by && actor.staff.role === 'viewer') {
    throw forbidden('A viewer’s token changes nothing; sign in to the dashboard to change your tokens and password.');
  }
}

function forbidden(sentence: string): BadRequest {
  return new BadRequest(sentence, { status: 403, code: 'forbidden' });
}

function unauthenticated(sentence: string): BadRequest {
  return new BadRequest(sentence, { status: 401, code: 'unauthenticated' });
}

/** The person who acts; only for routes that GitLab's client cannot call. */
export function personActing(request: FastifyRequest): Staff {
  if (request.actor?.kind !== 'person') throw unauthenticated('A person has to do this.');
  return request.actor.staff;
}
