import { BadRequest } from '#kit/errors/bad-request.ts';
import type { EligibilityChange } from '#sdk/contract.ts';
import type { Change, FeedState } from '../changes/change-store.ts';

const CURSOR = /^(\d{1,15})\.(\d{1,15})$/;

/** A place in the feed of one epoch. */
export type Cursor = { readonly epoch: number; readonly position: number };

export function writeCursor(epoch: number, position: number): string {
  return `${epoch}.${position}`;
}

export function parseCursor(text: string): Cursor | undefined {
  const parts = CURSOR.exec(text);
  return parts ? { epoch: Number(parts[1]), position: Number(parts[2]) } : undefined;
}

/** What `after` says; undefined where it says nothing. @throws {BadRequest} 422 for what is no cursor. */
export function readCursor(text: string | undefined): Cursor | undefined {
  if (text === undefined || text === '') return undefined;
  const cursor = parseCursor(text);
  if (cursor) return cursor;
  throw new BadRequest('after must be a cursor of this feed.', {
    attributes: { after: ['must be a cursor of this feed'] },
  });
}

/**
 * @throws {BadRequest} 410 for a cursor of another epoch, ahead of the head, or older than what is kept: its reader
 * treats everything as soft and starts at the head.
 */
export function assertInFeed({ epoch, position }: Cursor, state: FeedState): void {
  if (epoch === state.epoch && position <= state.head && position >= state.expiredThrough) return;
  const why =
    epoch !== state.epoch
      ? 'is of another epoch'
      : position > state.head
        ? 'is ahead of the feed'
        : 'is older than 7 days';
  throw new BadRequest(`The cursor ${why}: treat every answer as soft and start without a cursor.`, {
    status: 410,
    code: 'cursor_gone',
  });
}

export function toChangeOnWire(change: Change, epoch: number): EligibilityChange & { epoch: number } {
  const { position, namespaceId, version, ruleSet, cause, at } = change;
  const common = { cursor: writeCursor(epoch, position), cause, at: at.toISOString(), epoch };
  if (namespaceId !== null && version !== null) return { ...common, namespace_id: namespaceId, version };
  return { ...common, rule_set: ruleSet ?? 0 };
}
