import type { Decision, Situation } from '../decision.ts';
import { deadlineOf } from '../place.ts';
import { sayTime } from '../say-time.ts';

/** What has been held for longer than the plan allows is paused, so that somebody looks. */
export function pauseOverdue(situation: Situation, decision: Decision): Decision | undefined {
  const deadline = deadlineOf(situation);
  if (decision.do !== 'hold' || deadline === undefined || situation.seen.at < deadline) return undefined;
  const sentence = `It was to go on by ${sayTime(deadline)}. ${decision.sentence}`;
  return { do: 'pause', because: 'deadline', sentence };
}
