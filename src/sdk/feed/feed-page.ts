import { PortalAnswerInvalid } from '../faults.ts';
import { isRecord, isWhole } from '../portal-client/read-eligibility-answer.ts';

/** A page of the portal's change feed, checked. */
export type FeedPage = {
  readonly changes: readonly FeedChange[];
  /** The cursor to go on with. */
  readonly next: string;
  readonly epoch: number;
  /** How far the portal's promise lags behind its clock, in milliseconds; undefined while there is more to read. */
  readonly behindMs: number | undefined;
};

export type FeedChange = {
  /** Milliseconds from the commit to the page, by the portal's clock. */
  readonly ageMs: number;
} & ({ readonly namespaceId: number; readonly version: number } | { readonly ruleSet: number });

/** @throws {PortalAnswerInvalid} for whatever is no page: it is asked for again. */
export function readFeedPage(body: unknown): FeedPage {
  if (!isRecord(body) || !Array.isArray(body.changes) || typeof body.next !== 'string' || !isWhole(body.epoch)) {
    throw new PortalAnswerInvalid('The portal answered with something that is no page of its feed.');
  }
  const watermark = typeof body.watermark === 'string' ? Date.parse(body.watermark) : Number.NaN;
  const asOf = typeof body.as_of === 'string' ? Date.parse(body.as_of) : watermark;
  return {
    changes: body.changes.map((change) => readChange(change, asOf)),
    next: body.next,
    epoch: body.epoch,
    behindMs: Number.isFinite(watermark) ? Math.max(0, asOf - watermark) : undefined,
  };
}

function readChange(change: unknown, asOf: number): FeedChange {
  if (isRecord(change)) {
    const at = typeof change.at === 'string' ? Date.parse(change.at) : asOf;
    const ageMs = Math.max(0, asOf - at) || 0;
    if (isWhole(change.namespace_id) && isWhole(change.version)) {
      return { ageMs, namespaceId: change.namespace_id, version: change.version };
    }
    if (isWhole(change.rule_set)) return { ageMs, ruleSet: change.rule_set };
  }
  throw new PortalAnswerInvalid('A change in the feed has neither a namespace and its version nor a rule set.');
}

const CURSOR = /^(\d+)\.(\d+)$/;

/** Whether one cursor is behind another; cursors of another shape are told apart only. */
export function isBehind(one: string, other: string): boolean {
  const [a, b] = [CURSOR.exec(one), CURSOR.exec(other)];
  if (!a || !b) return one !== other;
  return Number(a[1]) < Number(b[1]) || (a[1] === b[1] && Number(a[2]) < Number(b[2]));
}
