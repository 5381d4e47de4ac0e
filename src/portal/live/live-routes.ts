import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Server } from '#kit/http/create-server.ts';
import { whileRead, writeEvents } from '#kit/http/server-sent-events.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import type { ChangeFeed } from '../changes/change-feed.ts';
import { readFeed } from '../changes/change-store.ts';
import { failures } from '../contract/failure-schema.ts';
import type { LiveMarks } from '../contract/live-on-wire.ts';

const LOOK_EVERY = 1_000;
// A browser begins again by itself, and whoever may not look any more is found out then.
const LIVES = 60_000;
const MOST_NAMED = 200;

/** What tells open pages that something has changed: how far the portal is, whenever that moves, and once a second. */
export function registerLiveRoutes(app: Server, database: Pool, feed: ChangeFeed, stopping: AbortSignal): void {
  async function answer(request: FastifyRequest, reply: FastifyReply) {
    if (request.headers.accept?.includes('text/event-stream')) return stream(request, reply);
    const { epoch } = await readFeed(database, null, 0);
    return { success: true, epoch, ...(await readOwnMarks(database)) };
  }

  async function stream(request: FastifyRequest, reply: FastifyReply) {
    const signal = whileRead(request, stopping, LIVES);
    let place = await readFeed(database, null, 0);
    let isFirst = true;
    await writeEvents(reply, signal, async () => {
      if (!isFirst) await feed.untilPast({ epoch: place.epoch, position: place.head }, LOOK_EVERY, signal);
      isFirst = false;
      const [page, own] = await Promise.all([readFeed(database, place.head, MOST_NAMED), readOwnMarks(database)]);
      place = page;
      const named = page.changes.flatMap(({ namespaceId }) => (namespaceId === null ? [] : [namespaceId]));
      const isCut = page.changes.length === MOST_NAMED;
      const marks: LiveMarks = { epoch: page.epoch, ...own, namespaces: isCut ? 'many' : [...new Set(named)] };
      return [{ event: 'marks', data: marks }];
    });
    return reply;
  }

  const schema = { response: failures, tags: ['Changes'], summary: 'Tells open pages that something has changed' };
  app.get('/api/v1/live', { config: { access: 'viewer', quiet: true }, schema }, answer);
}

async function readOwnMarks(database: Pool): Promise<Pick<LiveMarks, 'audit' | 'rule_set'>> {
  const { rows } = await database.query<{ audit: number; rule_set: number }>({
    name: 'live_marks',
    // A sequence that nobody has asked yet says 1, as it does after the first line.
    text: `SELECT (SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM audit_log_id) AS audit,
      (SELECT max(number) FROM rule_sets WHERE effective_from <= clock_timestamp()) AS rule_set`,
  });
  return { audit: rows[0]?.audit ?? 0, rule_set: rows[0]?.rule_set ?? 0 };
}
