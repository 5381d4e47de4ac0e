import { setTimeout } from 'node:timers/promises';
import { Type } from 'typebox';
import type { Server } from '#kit/http/create-server.ts';
import { whileRead, writeEvents } from '#kit/http/server-sent-events.ts';
import { failures } from '../contract/failure-schema.ts';
import type { DescribedRollout } from '../contract/rollout-answers.ts';
import { type Describing, describeRollout, describeRollouts, exportRollout, getRolloutOf } from './describe-rollout.ts';
import { flagParameter, whichRollout } from './rollout-parameters.ts';
import { SharedReading } from './shared-reading.ts';

const tags = ['Rollouts'];
const config = { access: 'viewer' } as const;
const params = Type.Object({ flag: flagParameter });

const EVERY = 1_000;
/** However many follow a rollout, it is read this seldom. */
const SHARED_FOR = 500;
/** A stream ends after a while and its reader comes again, because who may look can have changed meanwhile. */
const STREAM_FOR = 300_000;

/** Looking at rollouts: all, one, one as Markdown. */
export function registerRolloutRoutes(app: Server, describing: Describing): void {
  const { database } = describing;
  const list = {
    querystring: Type.Object({
      flag: Type.Optional(flagParameter),
      limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
    }),
    response: failures,
    tags,
    summary: 'Rollouts, newest first',
  };
  app.get('/api/v1/rollouts', { config, schema: list }, async ({ query }) => ({
    success: true,
    rollouts: await describeRollouts(describing, query.limit, query.flag),
  }));

  const show = {
    params,
    querystring: whichRollout,
    response: failures,
    tags,
    summary: 'A rollout of a flag: what comes next and why not, steps, gates, events, checklist with evidence',
  };
  app.get('/api/v1/rollouts/:flag', { config, schema: show }, async ({ params: { flag }, query }) => ({
    success: true,
    rollout: await describeRollout(describing, await getRolloutOf(database, flag, query.id), Date.now()),
  }));

  const markdown = {
    params,
    querystring: whichRollout,
    response: failures,
    tags,
    summary: 'A rollout of a flag as Markdown, for its issue',
  };
  app.get('/api/v1/rollouts/:flag/markdown', { config, schema: markdown }, async ({ params: { flag }, query }) => ({
    success: true,
    markdown: await exportRollout(database, await getRolloutOf(database, flag, query.id)),
  }));
}

type Read = { readonly data: DescribedRollout; readonly text: string };

/** One rollout as it goes. @returns what makes all who follow one read it anew, as after something was done here. */
export function registerRolloutStream(app: Server, describing: Describing, stopping: AbortSignal): () => void {
  const { database } = describing;
  const shared = new SharedReading<Read>(SHARED_FOR);
  const read = (flag: string) =>
    shared.get(flag, async () => {
      const data = await describeRollout(describing, await getRolloutOf(database, flag), Date.now());
      return { data, text: JSON.stringify(data) };
    });
  const schema = {
    params,
    response: failures,
    tags,
    summary: 'The newest rollout of a flag as server-sent events, whenever it has changed',
  };
  const options = { config: { ...config, quiet: true }, schema };
  app.get('/api/v1/rollouts/:flag/stream', options, async (request, reply) => {
    const { flag } = request.params;
    await getRolloutOf(database, flag);
    const signal = whileRead(request, stopping, STREAM_FOR);
    let before = '';
    await writeEvents(reply, signal, async () => {
      if (before !== '') await setTimeout(EVERY, undefined, { signal });
      const { data, text } = await read(flag);
      if (text === before) return [];
      before = text;
      return [{ event: 'rollout', data }];
    });
    return reply;
  });
  return () => shared.forget();
}
