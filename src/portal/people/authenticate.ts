import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mayAct, type Role } from '#domain/people/roles.ts';
import { BadRequest } from '#kit/errors/bad-request.ts';
import { equalsInConstantTime } from '#kit/http/constant-time.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import type { Actor, Staff } from './staff.ts';
import { findActor, touchToken } from './token-store.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call it: a role, or anybody. Every route says one of them; a test fails for a route that does not. */
    access?: Role | 'anyone';
    /** GitLab's own client may call it too, by its two headers. */
    gitlab?: boolean;
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
  const [scheme, secret, ...rest] = (request.headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !secret || rest.length > 0) {
    throw unauthenticated('Send a personal token as "Authorization: Bearer tg_…"; "trialgate token create" makes one.');
  }
  const actor = await findActor(database, secret);
  if (actor?.kind !== 'person') throw unauthenticated('This token is not known, has expired, or was revoked.');
  if (actor.lastUsedAt === null || Date.now() - actor.lastUsedAt.getTime() > 60_000) {
    touchToken(database, actor.tokenId).catch((error) => request.log.warn({ err: error }, 'token not touched'));
  }
  return actor;
}

function assertAccess(actor: Actor, needed: Role): void {
  if (actor.kind !== 'person') return;
  if (!mayAct(actor.staff.role, needed)) {
    throw new BadRequest(`This needs the role ${needed}; yours is ${actor.staff.role}.`, {
      status: 403,
      code: 'forbidden',
    });
  }
  if (actor.scope === 'read_api' && needed !== 'viewer') {
    throw new BadRequest('This token may only read; make one with the scope "api".', {
      status: 403,
      code: 'forbidden',
    });
  }
}

function unauthenticated(sentence: string): BadRequest {
  return new BadRequest(sentence, { status: 401, code: 'unauthenticated' });
}

/** The person who acts; only for routes that GitLab's client cannot call. */
export function personActing(request: FastifyRequest): Staff {
  if (request.actor?.kind !== 'person') throw unauthenticated('A person has to do this.');
  return request.actor.staff;
}
