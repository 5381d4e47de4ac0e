import { BadRequest } from '#kit/errors/bad-request.ts';
import type { EligibilityChange } from '#sdk/contract.ts';
import type { Change, FeedState } from '../changes/change-store.ts';

const CURSOR = /^(\d{1,15})\.(\d{1,15})$/;

/** A place in the feed of one epoch. */
export function writeCursor(epoch: number, position: number): string {
  return `${epoch}.${position}`;
}

/**
 * The position behind a cursor; without one, the head.
 * @throws {BadRequest} 422 for what is no cursor, 410 for one of another epoch, ahead of the head, or older than what is
 * kept: its reader treats everything as soft and starts at the head.
 */
export function readCursor(cursor: string | undefined, state: FeedState): number {
  if (cursor === undefined || cursor === '') return state.head;
  const parts = CURSOR.exec(cursor);
  if (!parts) {
    throw new BadRequest('after must be a cursor of this feed.', {
      attributes: { after: ['must be a cursor of this feed'] },
    });
  }
  const [epoch, position] = [Number(parts[1]), Number(parts[2])];
  if (epoch === state.epoch && position <= state.head && position >= state.expiredThrough) return position;
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
