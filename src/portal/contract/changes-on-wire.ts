import type { EligibilityChangesAnswer } from '#sdk/contract.ts';
import type { FeedPage } from '../changes/change-store.ts';
import { toChangeOnWire, writeCursor } from './change-cursor.ts';

/** The last position of a page that was read after `after`. */
export function lastOf(page: FeedPage, after: number): number {
  return page.changes.at(-1)?.position ?? after;
}

/** A page of the feed, read after the position `after`, as its readers see it. */
export function toChangesAnswer(page: FeedPage, after: number): EligibilityChangesAnswer {
  const last = lastOf(page, after);
  return {
    changes: page.changes.map((change) => toChangeOnWire(change, page.epoch)),
    next: writeCursor(page.epoch, last),
    epoch: page.epoch,
    // A page that was cut promises nothing about the time.
    watermark: last < page.head ? null : page.watermark.toISOString(),
    as_of: page.asOf.toISOString(),
  };
}
