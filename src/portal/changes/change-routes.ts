import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { Fault } from '#kit/errors/fault.ts';
import type { Server } from '#kit/http/create-server.ts';
import { writeEvents } from '#kit/http/server-sent-events.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { CHANGES_PATH, type EligibilityChangesAnswer } from '#sdk/contract.ts';
import { readCursor, toChangeOnWire, writeCursor } from '../contract/change-cursor.ts';
import { failures } from '../contract/failure-schema.ts';
import type { ChangeFeed } from './change-feed.ts';
import { type FeedState, listChanges, readFeedState } from './change-store.ts';

const MOST = 1_000;
const HEARTBEAT = 1_000;

const schema = {
  querystring: Type.Object({
    after: Type.Optional(Type.String({ maxLength: 40, description: 'The cursor from `next`; without it, the head.' })),
    wait: Type.Integer({ minimum: 0, maximum: 30, default: 25, description: 'Seconds to wait for a change.' }),
  }),
  response: failures,
  tags: ['Changes'],
  summary: 'What has changed since a cursor; waits for a change, or streams with Accept: text/event-stream',
};

/** The change feed: long poll, or server-sent events with a heartbeat every second that carries the watermark. */
export function registerChangeRoutes(app: Server, database: Pool, feed: ChangeFeed, stopping: AbortSignal): void {
  async function page(state: FeedState, after: number): Promise<EligibilityChangesAnswer> {
    const changes = await listChanges(database, after, MOST);
    const last = changes.at(-1)?.position ?? after;
    return {
      changes: changes.map((change) => toChangeOnWire(change, state.epoch)),
      next: writeCursor(state.epoch, last),
      epoch: state.epoch,
      // A page that was cut promises nothing about the time.
      watermark: last < state.head ? null : state.watermark.toISOString(),
    };
  }

  /** Changes after a position, or what is there when the time is up. The state is read before the changes, so that the
   * watermark never promises more than they hold. */
  async function waitForChanges(after: number, epoch: number, until: number, signal: AbortSignal) {
    for (;;) {
      const state = await readFeedState(database);
      if (state.epoch !== epoch)
        throw new Fault('epoch_changed', 'A new epoch has begun; ask again.', { status: 503, retryAfterSeconds: 1 });
      if (state.head > after || Date.now() >= until || signal.aborted) return page(state, after);
      await feed.untilMoved(until - Date.now(), signal);
    }
  }

  async function stream(request: FastifyRequest, reply: FastifyReply, start: number, epoch: number) {
    const gone = new AbortController();
    request.raw.once('close', () => gone.abort());
    const signal = AbortSignal.any([gone.signal, stopping]);
    let after = start;
    await writeEvents(reply, signal, async () => {
      const answer = await waitForChanges(after, epoch, Date.now() + HEARTBEAT, signal);
      after = Number(answer.next.split('.')[1]);
      const { changes, ...heartbeat } = answer;
      return [
        ...changes.map((data) => ({ event: 'change', id: data.cursor, data })),
        { event: 'heartbeat', data: heartbeat },
      ];
    });
    return reply;
  }

  app.get(CHANGES_PATH, { config: { access: 'viewer', gitlab: true, quiet: true }, schema }, async (request, reply) => {
    const state = await readFeedState(database);
    const lastSeen = request.headers['last-event-id'];
    const cursor = typeof lastSeen === 'string' ? lastSeen : request.query.after;
    const after = readCursor(cursor, state);
    if (request.headers.accept?.includes('text/event-stream')) return stream(request, reply, after, state.epoch);
    return waitForChanges(after, state.epoch, Date.now() + request.query.wait * 1_000, stopping);
  });
}
