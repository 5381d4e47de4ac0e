import type { Pool } from '#kit/postgres/pool.ts';
import type { TrialEligibility } from '#sdk/index.ts';
import type { Group } from '../groups/group.ts';
import type { Session } from '../sessions/session.ts';
import { findLastApplication } from './application-store.ts';
import { mayTryFrom } from './eligible-plans.ts';
import { refusalSentence } from './refusal-sentence.ts';
import type { TrialFinder } from './trial-finder.ts';

export type ChosenTrial =
  | { readonly kind: 'type'; readonly trialType: string }
  | { readonly kind: 'no'; readonly sentence: string }
  | { readonly kind: 'unknown' };

type Around = { readonly database: Pool; readonly finder: TrialFinder; readonly eligibility: () => TrialEligibility };

/** The trial that a group may start, asked afresh; that of an application which is under way already is still the same one. */
export async function chooseTrial(
  { database, finder, eligibility }: Around,
  session: Session,
  group: Group,
  requestId: string,
): Promise<ChosenTrial> {
  const last = await findLastApplication(database, group.id);
  const isOwn = last?.userId === session.userId && last.trialType !== null;
  if (isOwn && ['waiting', 'starting', 'landed'].includes(last.state) && last.trialType) {
    return { kind: 'type', trialType: last.trialType };
  }
  const found = await finder.findAmong(session, [group], { place: 'apply', requestId, fresh: true });
  const [eligible] = found.eligible;
  if (eligible) return { kind: 'type', trialType: eligible.type.type };
  if (found.unknown.length > 0) return { kind: 'unknown' };
  const reasons = await eligibility().listReasons([group.id]);
  return { kind: 'no', sentence: refusalSentence(group.id, reasons, mayTryFrom(group.plan)) };
}
