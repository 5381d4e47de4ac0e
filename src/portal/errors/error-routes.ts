import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { environmentOf } from '#flags/server/client-request.ts';
import type { FlagBoard } from '#flags/server/flag-board.ts';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { environmentName } from '../contract/environment-name.ts';
import { failures } from '../contract/failure-schema.ts';
import { listTrackedErrors, updateTrackedError } from './error-store.ts';

const path = '/api/v1/telemetry/errors';
const tags = ['Telemetry'];
const DAY = 86_400_000;
const plain = (maxLength: number) => Type.String({ maxLength, pattern: '^[^\\u0000-\\u001f]*$' });

const body = Type.Object(
  {
    service: plain(100),
    commit: plain(100),
    fingerprint: Type.String({ pattern: '^[0-9a-f]{32}$' }),
    title: plain(300),
    request_id: Type.Union([plain(200), Type.Null()]),
    flags: Type.Record(Type.String({ pattern: '^[a-z][a-z0-9_]{0,99}$' }), Type.Boolean(), { maxProperties: 50 }),
    at: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
  },
  { additionalProperties: false },
);

/** Errors that nobody foresaw: told by processes with the token of their environment, read by people. */
export function registerErrorRoutes(app: Server, database: Pool, board: FlagBoard): void {
  const onRequest = async (request: FastifyRequest) => void environmentOf(request, board);
  const tell = { body, response: failures, tags, summary: 'A process tells of an error that nobody foresaw' };
  const config = { access: 'anyone', quiet: true } as const;
  app.post(path, { config, onRequest, schema: tell, bodyLimit: 16_384 }, async (request, reply) => {
    const { request_id: requestId, ...report } = request.body;
    const environment = environmentOf(request, board);
    await updateTrackedError(database, { ...report, environment, requestId });
    return reply.code(201).send({ success: true });
  });

  const querystring = Type.Object({
    environment: environmentName,
    days: Type.Integer({ minimum: 1, maximum: 90, default: 7, description: 'Met within so many days.' }),
    met: Type.Union([Type.Literal('first'), Type.Literal('last')], {
      default: 'first',
      description: 'first: new kinds; last: everything that has happened lately.',
    }),
    limit: Type.Integer({ minimum: 1, maximum: 500, default: 100 }),
  });
  const list = { querystring, response: failures, tags, summary: 'Errors by what they are, the newest kind first' };
  app.get(path, { config: { access: 'viewer' }, schema: list }, async ({ query }) => {
    const since = new Date(Date.now() - query.days * DAY);
    return {
      success: true,
      errors: await listTrackedErrors(database, query.environment, since, query.limit, query.met),
    };
  });
}
