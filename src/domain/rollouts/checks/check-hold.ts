import type { Decision, Situation } from '../decision.ts';
import { measuredFrom, stepAt } from '../place.ts';
import { holdFor } from './hold-for.ts';

/** Each step is kept for a while, and judged by what was measured when every process had it. */
export function checkHold(situation: Situation): Decision | undefined {
  const { plan, state, seen } = situation;
  const step = stepAt(situation);
  if (!step) return undefined;
  const settled = measuredFrom(plan, state);
  if (seen.at < settled) {
    const sentence = `Every process takes the step until ${timeOf(settled)}; what is measured before does not count.`;
    return holdFor(situation, 'settling', sentence, { nextCheckAt: settled });
  }
  const until = state.since + step.hold * 1_000;
  if (state.phase === 'verifying' || seen.at >= until) return undefined;
  return holdFor(situation, 'minimum_hold', `The step is kept until ${timeOf(until)}.`, {
    waivable: 'minimum_hold',
    nextCheckAt: until,
  });
}

function timeOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
