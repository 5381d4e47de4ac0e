import type { Decision, Situation } from '../decision.ts';
import { environmentAt, periodEnd, stateBeforePeriod } from '../place.ts';

/** What was for a period ends on time, also while it is paused: nobody was promised more. */
export function checkPeriod(situation: Situation): Decision | undefined {
  const { state, seen } = situation;
  const end = periodEnd(situation);
  if (end === undefined || state.isPeriodOver || seen.at < end) return undefined;
  const { name } = environmentAt(situation);
  // Somebody else's state is for a person to settle.
  if (seen.flags[name]?.revision !== state.touched[name]?.revision) return undefined;
  return { do: 'end_period', environment: state.environment, to: stateBeforePeriod(situation) };
}
