import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { environmentOf, processOf, secretOf } from './client-request.ts';
import { streamFlags } from './client-stream.ts';
import { insertEvaluations } from './evaluation-store.ts';
import type { FlagBoard } from './flag-board.ts';
import { updateFlagProcess } from './flag-process-store.ts';

export type ClientApi = { readonly database: Pool; readonly board: FlagBoard; readonly stopping: AbortSignal };

const tags = ['Flags, for processes'];
const count = Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 });
const metrics = Type.Object({
  bucket: Type.Object({
    toggles: Type.Record(Type.String({ maxLength: 200 }), Type.Object({ yes: count, no: count }), {
      maxProperties: 1_000,
    }),
  }),
});

/** Unleash's client API: what its clients read, and what they tell. */
export function registerFlagClientRoutes(app: Server, { database, board, stopping }: ClientApi): void {
  const config = { access: 'anyone', quiet: true } as const;
  // Before the body is looked at: who may not, learns nothing of what would be right.
  const onRequest = async (request: FastifyRequest) => void environmentOf(request, board);
  const note = (request: FastifyRequest, environment: string) =>
    void updateFlagProcess(database, processOf(request, environment)).catch((error) =>
      request.log.warn({ err: error }, 'a process that reads flags was not noted'),
    );

  const features = { tags, summary: 'All flags of the environment; with If-None-Match 304 where they are the same' };
  app.get('/api/client/features', { config, onRequest, schema: features }, async (request, reply) => {
    const { body, etag } = board.find(environmentOf(request, board)) ?? {
      body: '{"version":2,"features":[]}',
      etag: '',
    };
    reply.header('etag', etag).header('cache-control', 'no-cache');
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    return reply.type('application/json').send(body);
  });

  const streaming = { tags, summary: 'The same as server-sent events: everything first, then each change' };
  app.get('/api/client/streaming', { config, onRequest, schema: streaming }, async (request, reply) => {
    const environment = environmentOf(request, board);
    const isOpen = () => board.findEnvironment(secretOf(request)) === environment;
    const onBeat = () => note(request, environment);
    await streamFlags(request, reply, { board, environment, isOpen, onBeat, stopping });
    return reply;
  });

  const register = { body: Type.Object({}), tags, summary: 'A process says that it reads flags' };
  app.post('/api/client/register', { config, onRequest, schema: register }, async (request, reply) => {
    await updateFlagProcess(database, processOf(request, environmentOf(request, board)));
    return reply.code(202).send();
  });

  const told = { body: metrics, tags, summary: 'A process tells which flags it has evaluated' };
  app.post('/api/client/metrics', { config, onRequest, schema: told }, async (request, reply) => {
    const process = processOf(request, environmentOf(request, board));
    const known = board.find(process.environment)?.features;
    const flags = Object.entries(request.body.bucket.toggles).filter(([flag]) => known?.has(flag));
    await insertEvaluations(database, { ...process, flags: Object.fromEntries(flags) });
    await updateFlagProcess(database, process);
    return reply.code(202).send();
  });
}
