import { setTimeout } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { Type } from 'typebox';
import { listEnvironments } from '#flags/server/environment-store.ts';
import { notFound } from '#kit/errors/not-found.ts';
import type { Server } from '#kit/http/create-server.ts';
import { whileRead, writeEvents } from '#kit/http/server-sent-events.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { environmentName } from '../contract/environment-name.ts';
import { failures } from '../contract/failure-schema.ts';
import { type OverviewOnWire, toOverviewOnWire } from '../contract/overview-on-wire.ts';
import { OVERVIEW_WINDOWS, type OverviewWindow } from './overview-window.ts';
import { readOverview } from './read-overview.ts';

const EVERY = 5_000;
/** However many look, it is read this seldom. */
const SHARED_FOR = 2_000;
/** A stream ends after a while and its reader comes again, because who may look can have changed meanwhile. */
const STREAM_FOR = 300_000;

const tags = ['Telemetry'];
const config = { access: 'viewer', quiet: true } as const;
const querystring = Type.Object({
  window: Type.Union(
    OVERVIEW_WINDOWS.map((one) => Type.Literal(one)),
    { default: 'live', description: 'live: five minutes by 10 seconds; hour: by minutes; week: by hours.' },
  ),
  environment: Type.Optional(environmentName),
});

type Asked = { readonly window: OverviewWindow; readonly environment?: string };

/** How all processes of an environment are doing together: once, or again every five seconds. */
export function registerOverviewRoutes(app: Server, database: Pool, own: string, stopping: AbortSignal): void {
  const shared = new LRUCache<string, Promise<OverviewOnWire>>({ max: 100, ttl: SHARED_FOR });

  function read({ window, environment = own }: Asked): Promise<OverviewOnWire> {
    const key = `${environment} ${window}`;
    const reading = shared.get(key) ?? readOverview(database, environment, window, Date.now()).then(toOverviewOnWire);
    shared.set(key, reading, { noUpdateTTL: true });
    reading.catch(() => shared.delete(key));
    return reading;
  }

  const once = { querystring, response: failures, tags, summary: 'How all processes of an environment are doing' };
  app.get('/api/v1/telemetry/overview', { config, schema: once }, async ({ query }) => {
    await assertEnvironment(database, query.environment, own);
    return { success: true, overview: await read(query) };
  });

  const again = {
    querystring,
    response: failures,
    tags,
    summary: 'The same as server-sent events, every five seconds',
  };
  app.get('/api/v1/telemetry/overview/stream', { config, schema: again }, async (request, reply) => {
    await assertEnvironment(database, request.query.environment, own);
    await stream(request, reply, { read: () => read(request.query), stopping });
    return reply;
  });
}

type Stream = { readonly read: () => Promise<OverviewOnWire>; readonly stopping: AbortSignal };

async function stream(request: FastifyRequest, reply: FastifyReply, { read, stopping }: Stream): Promise<void> {
  const signal = whileRead(request, stopping, STREAM_FOR);
  let begun = false;
  await writeEvents(reply, signal, async () => {
    if (begun) await setTimeout(EVERY, undefined, { signal });
    begun = true;
    return [{ event: 'overview', data: await read() }];
  });
}

async function assertEnvironment(database: Pool, environment: string | undefined, own: string): Promise<void> {
  if (environment === undefined || environment === own) return;
  const known = await listEnvironments(database);
  if (known.includes(environment)) return;
  throw notFound(`There is no environment ${environment}; there are ${known.join(', ')}.`);
}
