import { once } from 'node:events';
import type { FastifyReply, FastifyRequest } from 'fastify';

export type ServerSentEvent = { readonly event: string; readonly id?: string; readonly data: unknown };

/** For as long as the reader of an answer is there, the process goes on, and at most `longest` ms. */
export function whileRead(request: FastifyRequest, stopping: AbortSignal, longest?: number): AbortSignal {
  const gone = new AbortController();
  request.raw.once('close', () => gone.abort());
  const ends = [gone.signal, stopping, ...(longest === undefined ? [] : [AbortSignal.timeout(longest)])];
  return AbortSignal.any(ends);
}

/**
 * Streams events until the reader goes away or `signal` says so. `next` is asked again when its events were written and
 * taken, so that a slow reader makes nothing pile up.
 */
export async function writeEvents(
  reply: FastifyReply,
  signal: AbortSignal,
  next: () => Promise<readonly ServerSentEvent[]>,
): Promise<void> {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
  try {
    while (!signal.aborted) {
      const text = (await next()).map(toText).join('');
      if (!raw.write(text)) await once(raw, 'drain', { signal });
    }
  } catch (error) {
    if (!signal.aborted) reply.log.warn({ err: error }, 'event stream ended');
  } finally {
    raw.end();
  }
}

function toText({ event, id, data }: ServerSentEvent): string {
  return `event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;
}
