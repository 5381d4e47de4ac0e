import type { Decision, Situation } from '../decision.ts';
import { stepAt } from '../place.ts';
import { holdFor } from './hold-for.ts';

/** People, not checks: one person who comes back a hundred times shows what one person shows. */
export function checkPeople(situation: Situation): Decision | undefined {
  const { state, seen } = situation;
  const step = stepAt(situation);
  if (!step || step.people === 0 || state.phase === 'verifying') return undefined;
  const met = seen.people ?? 0;
  if (met >= step.people) return undefined;
  const waivable = 'minimum_people' as const;
  return holdFor(situation, waivable, `${met} people have met this step; ${step.people} are needed.`, { waivable });
}
