import type { Decision, Situation } from '../decision.ts';
import { environmentAt, nextStep } from '../place.ts';
import { reachOf, sayState } from '../plan.ts';
import { holdFor } from './hold-for.ts';

/** The first step must not take the flag away from anybody who has it already. */
export function checkStart(situation: Situation): Decision | undefined {
  const { name } = environmentAt(situation);
  const stands = situation.seen.flags[name];
  const first = nextStep(situation);
  if (situation.state.step >= 0 || !stands || !first) return undefined;
  if (reachOf(stands.state).percent <= reachOf(first.to).percent) return undefined;
  const sentence = `${stands.by} has set the flag to ${sayState(stands.state)} in ${name} already, and the first step is ${sayState(first.to)}: switch it off first.`;
  return holdFor(situation, 'further_already', sentence);
}
