import { setTimeout } from 'node:timers/promises';
import { Type } from 'typebox';
import type { Server } from '#kit/http/create-server.ts';
import { whileRead, writeEvents } from '#kit/http/server-sent-events.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { failures } from '../contract/failure-schema.ts';
import { describeRollout, describeRollouts, exportRollout, getLastRollout } from './describe-rollout.ts';

const tags = ['Rollouts'];
const config = { access: 'viewer' } as const;
const flag = Type.String({ maxLength: 100, pattern: '^[a-z][a-z0-9_]*$' });
const params = Type.Object({ flag });

const EVERY = 1_000;
/** Longer than a page is looked at; a browser asks again by itself. */
const STREAM_FOR = 3_600_000;

/** Looking at rollouts: all, one, one as it goes, one as Markdown. */
export function registerRolloutRoutes(app: Server, database: Pool, stopping: AbortSignal): void {
  const list = {
    querystring: Type.Object({
      flag: Type.Optional(flag),
      limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
    }),
    response: failures,
    tags,
    summary: 'Rollouts, newest first',
  };
  app.get('/api/v1/rollouts', { config, schema: list }, async ({ query }) => ({
    success: true,
    rollouts: await describeRollouts(database, query.limit, query.flag),
  }));

  const show = {
    params,
    response: failures,
    tags,
    summary: 'The newest rollout of a flag: what comes next and why not, steps, gates, events, checklist with evidence',
  };
  app.get('/api/v1/rollouts/:flag', { config, schema: show }, async (request) => ({
    success: true,
    rollout: await read(database, request.params.flag),
  }));
  registerOthers(app, database, stopping);
}

async function read(database: Pool, flag: string) {
  return describeRollout(database, await getLastRollout(database, flag), Date.now());
}

function registerOthers(app: Server, database: Pool, stopping: AbortSignal): void {
  const stream = {
    params,
    response: failures,
    tags,
    summary: 'The same as server-sent events, whenever it has changed',
  };
  app.get('/api/v1/rollouts/:flag/stream', { config, schema: stream }, async (request, reply) => {
    await getLastRollout(database, request.params.flag);
    const signal = whileRead(request, stopping, STREAM_FOR);
    let before = '';
    await writeEvents(reply, signal, async () => {
      if (before !== '') await setTimeout(EVERY, undefined, { signal });
      const data = await read(database, request.params.flag);
      const text = JSON.stringify(data);
      if (text === before) return [];
      before = text;
      return [{ event: 'rollout', data }];
    });
    return reply;
  });

  const markdown = {
    params,
    response: failures,
    tags,
    summary: 'The newest rollout of a flag as Markdown, for its issue',
  };
  app.get('/api/v1/rollouts/:flag/markdown', { config, schema: markdown }, async (request) => ({
    success: true,
    markdown: await exportRollout(database, await getLastRollout(database, request.params.flag)),
  }));
}
