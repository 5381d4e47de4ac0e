import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ServerSentEvent, writeEvents } from '#kit/http/server-sent-events.ts';
import { eventsBetween, hydration } from './events-between.ts';
import type { FlagBoard } from './flag-board.ts';
import type { FlagSnapshot } from './flag-snapshot.ts';

/** Clients take a stream for dead after a minute of silence. */
const HEARTBEAT = 15_000;

export type ClientStream = {
  readonly board: FlagBoard;
  readonly environment: string;
  /** Whether the token still opens it. */
  readonly isOpen: () => boolean;
  /** Told at the beginning and with each heartbeat. */
  readonly onBeat: () => void;
  readonly stopping: AbortSignal;
};

/**
 * Streams the flags of an environment: all of them first, then each change. A client that reads slowly gets what changed
 * meanwhile as one.
 */
export async function streamFlags(request: FastifyRequest, reply: FastifyReply, stream: ClientStream): Promise<void> {
  const { board, environment, isOpen, onBeat, stopping } = stream;
  const gone = new AbortController();
  request.raw.once('close', () => gone.abort());
  const signal = AbortSignal.any([gone.signal, stopping]);
  let sent: FlagSnapshot | undefined;
  await writeEvents(reply, signal, async () => {
    const before = sent;
    if (before) await untilChangedOrBeat(stream, before, signal);
    if (!isOpen()) gone.abort();
    const now = board.find(environment);
    if (now === before || now === undefined || signal.aborted) {
      onBeat();
      return [{ event: 'heartbeat', data: {} }];
    }
    sent = now;
    if (before) return eventOf('unleash-updated', now, eventsBetween(before, now));
    onBeat();
    return eventOf('unleash-connected', now, [hydration(now)]);
  });
}

async function untilChangedOrBeat(stream: ClientStream, sent: FlagSnapshot, signal: AbortSignal): Promise<void> {
  const { board, environment, isOpen } = stream;
  const beat = new AbortController();
  const timer = setTimeout(() => beat.abort(), HEARTBEAT);
  const either = AbortSignal.any([signal, beat.signal]);
  while (!either.aborted && isOpen() && board.find(environment) === sent) await board.untilMoved(either);
  clearTimeout(timer);
}

function eventOf(event: string, { revision }: FlagSnapshot, events: readonly unknown[]): ServerSentEvent[] {
  return [{ event, id: String(revision), data: { events } }];
}
