import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { applyCallout } from '#billing/zuora/apply-callout.ts';
import { insertRefusedCallout } from '#billing/zuora/callout-store.ts';
import { BadRequest } from '#kit/errors/bad-request.ts';
import { equalsInConstantTime } from '#kit/http/constant-time.ts';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import type { PortalConfig } from '../config.ts';
import { readCallout } from '../contract/callout-body.ts';
import { failures } from '../contract/failure-schema.ts';
import type { PortalBilling } from './build-billing.ts';

const MOST_BYTES = 65_536;
const KEPT_CHARACTERS = 500;
// Whoever guesses shall not fill the table: so many wrong credentials a minute are kept, all are logged.
const GUESSES_KEPT = 10;

export type CalloutRoutes = {
  readonly database: Pool;
  readonly billing: PortalBilling;
  readonly config: PortalConfig;
  readonly onCommitted: () => void;
};

/** Where Zuora calls out. It tries without credentials first and waits for the challenge, and counts only 200 as heard. */
export function registerCalloutRoutes(app: Server, routes: CalloutRoutes): void {
  const schema = {
    summary: 'A callout of Zuora’s, by basic authentication; once or many times, in any order',
    description: 'The body is that of our template: docs/zuora.md.',
    tags: ['Billing accounts'],
    response: failures,
  };
  app.register(async (scope) => {
    const plain = scope as unknown as FastifyInstance;
    // As text, because a body that is no JSON is to be kept too.
    plain.removeAllContentTypeParsers();
    plain.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    const onRequest = requireCredentials(routes);
    plain.post(
      '/api/v1/billing/zuora/callouts',
      { config: { access: 'anyone' }, bodyLimit: MOST_BYTES, schema, onRequest },
      (request, reply) => takeCallout(routes, request, reply),
    );
  });
}

async function takeCallout(
  { database, billing, onCommitted }: CalloutRoutes,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const text = typeof request.body === 'string' ? request.body : '';
  try {
    const callout = readCallout(text, Date.now());
    const outcome = await applyCallout(billing.updates, callout, request.id);
    onCommitted();
    return reply.code(200).send({ success: true, outcome });
  } catch (error) {
    if (error instanceof BadRequest) await keepRefused(database, request, `${error.code}: ${error.message}`, text);
    throw error;
  }
}

async function keepRefused(database: Pool, request: FastifyRequest, refusal: string, text: string | null) {
  const body = text?.slice(0, KEPT_CHARACTERS).replaceAll('\0', '').toWellFormed() ?? null;
  const kept = { refusal: refusal.slice(0, KEPT_CHARACTERS), body, requestId: request.id };
  await insertRefusedCallout(database, kept).catch((error) => {
    request.log.error({ err: error, refusal }, 'refused callout not kept');
  });
}

function requireCredentials({ database, config }: CalloutRoutes) {
  const { ZUORA_CALLOUT_USER: user, ZUORA_CALLOUT_PASSWORD: password } = config;
  let minute = 0;
  let guesses = 0;
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const { authorization } = request.headers;
    const [, encoded = ''] = /^basic +([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '') ?? [];
    const given = Buffer.from(encoded, 'base64').toString();
    if (equalsInConstantTime(given, `${user}:${password}`) && password !== undefined) return;
    reply.header('www-authenticate', 'Basic realm="trialgate", charset="UTF-8"');
    // The first of Zuora's two requests carries none and is no guess.
    if (authorization !== undefined) {
      const now = Math.floor(Date.now() / 60_000);
      guesses = now === minute ? guesses + 1 : 1;
      minute = now;
      request.log.warn({ ip: request.ip }, 'callout with wrong credentials');
      if (guesses <= GUESSES_KEPT) await keepRefused(database, request, 'unauthenticated: wrong credentials', null);
    }
    throw new BadRequest('Callouts need the user and password that this portal was configured with.', {
      status: 401,
      code: 'unauthenticated',
    });
  };
}
