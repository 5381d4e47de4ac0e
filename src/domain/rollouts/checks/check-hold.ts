import type { Decision, Situation } from '../decision.ts';
import { measuredFrom, periodEnd, stateBeforePeriod, stepAt } from '../place.ts';
import { sayState } from '../plan.ts';
import { sayTime } from '../say-time.ts';
import { holdFor } from './hold-for.ts';

/** Each step is kept for a while, and judged by what was measured when every process had it. */
export function checkHold(situation: Situation): Decision | undefined {
  const { plan, state, seen } = situation;
  const step = stepAt(situation);
  if (!step) return undefined;
  const settled = measuredFrom(plan, state);
  if (seen.at < settled) {
    const sentence = `Every process takes the step until ${sayTime(settled)}; what is measured before does not count.`;
    return holdFor(situation, 'settling', sentence, { nextCheckAt: settled });
  }
  const end = periodEnd(situation);
  if (end !== undefined && !state.isPeriodOver) {
    const back = sayState(stateBeforePeriod(situation));
    const sentence = `It is for a period, until ${sayTime(end)}; then it is taken back to ${back}.`;
    return holdFor(situation, 'period', sentence, { nextCheckAt: end });
  }
  const until = state.since + step.hold * 1_000;
  if (state.phase === 'verifying' || seen.at >= until) return undefined;
  return holdFor(situation, 'minimum_hold', `The step is kept until ${sayTime(until)}.`, {
    waivable: 'minimum_hold',
    nextCheckAt: until,
  });
}
