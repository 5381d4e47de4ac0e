import type { FastifyReply, FastifyRequest } from 'fastify';
import { BadRequest } from '#kit/errors/bad-request.ts';
import { Fault } from '#kit/errors/fault.ts';
import type { Server } from '#kit/http/create-server.ts';
import { whileRead, writeEvents } from '#kit/http/server-sent-events.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { CHANGES_PATH } from '#sdk/contract.ts';
import { assertInFeed, type Cursor, readCursor } from '../contract/change-cursor.ts';
import { changesSchema } from '../contract/change-schemas.ts';
import { lastOf, toChangesAnswer } from '../contract/changes-on-wire.ts';
import type { ChangeFeed } from './change-feed.ts';
import { type FeedPage, findPositionBefore, readFeed } from './change-store.ts';

const MOST = 1_000;
const HEARTBEAT = 1_000;

/** Where a reader begins, and what was read there already. */
type Start = { readonly at: Cursor; readonly page: FeedPage };

/** The change feed: long poll, or server-sent events with a heartbeat every second that carries the watermark. */
export function registerChangeRoutes(app: Server, database: Pool, feed: ChangeFeed, stopping: AbortSignal): void {
  async function begin(after: string | undefined, since: number | undefined): Promise<Start> {
    const cursor = readCursor(after);
    const position = since === undefined ? (cursor?.position ?? null) : await findPositionBefore(database, since);
    const page = await readFeed(database, position, MOST);
    if (cursor) assertInFeed(cursor, page);
    return { page, at: { epoch: page.epoch, position: position ?? page.head } };
  }

  /** Changes after a place, or what is there when the time is up. A page that was just read saves the first look. */
  async function waitForChanges(place: Cursor, until: number, signal: AbortSignal, read?: FeedPage) {
    for (let page = read; ; ) {
      page ??= await readFeed(database, place.position, MOST);
      if (page.epoch !== place.epoch)
        throw new Fault('epoch_changed', 'A new epoch has begun; ask again.', { status: 503, retryAfterSeconds: 1 });
      if (page.head > place.position || Date.now() >= until || signal.aborted) return page;
      page = await feed.untilPast(place, until - Date.now(), signal);
    }
  }

  async function stream(request: FastifyRequest, reply: FastifyReply, start: Start) {
    const signal = whileRead(request, stopping);
    let { at, page: read }: { at: Cursor; page: FeedPage | undefined } = start;
    await writeEvents(reply, signal, async () => {
      const page = await waitForChanges(at, Date.now() + HEARTBEAT, signal, read);
      const { changes, ...heartbeat } = toChangesAnswer(page, at.position);
      at = { epoch: at.epoch, position: lastOf(page, at.position) };
      read = undefined;
      return [
        ...changes.map((data) => ({ event: 'change', id: data.cursor, data })),
        { event: 'heartbeat', data: heartbeat },
      ];
    });
    return reply;
  }

  const config = { access: 'viewer', gitlab: true, quiet: true } as const;
  app.get(CHANGES_PATH, { config, schema: changesSchema }, async (request, reply) => {
    const { after, since, wait } = request.query;
    if (after !== undefined && since !== undefined) {
      throw new BadRequest('after and since say two places to begin; send one of them.', {
        attributes: { since: ['must not be sent together with after'] },
      });
    }
    // A browser that reconnects sends its last event with the URL that it began with.
    const lastSeen = request.headers['last-event-id'];
    const start = await (typeof lastSeen === 'string' ? begin(lastSeen, undefined) : begin(after, since));
    if (request.headers.accept?.includes('text/event-stream')) return stream(request, reply, start);
    const page = await waitForChanges(start.at, Date.now() + wait * 1_000, stopping, start.page);
    return toChangesAnswer(page, start.at.position);
  });
}
