import type { Decision, Situation } from '../decision.ts';
import { environmentAt } from '../place.ts';

/** Switching the flag off, wherever somebody does it, is a roll back: it is never switched on again by itself. */
export function checkSwitchedOff(situation: Situation): Decision | undefined {
  const { name } = environmentAt(situation);
  const ours = situation.state.touched[name];
  const stands = situation.seen.flags[name];
  if (!ours || !stands || stands.state !== 'off') return undefined;
  // After a period it is off by the plan itself; switched off once more, it was somebody.
  if (ours.state === 'off' && stands.revision === ours.revision) return undefined;
  return { do: 'note_switched_off', environment: name };
}
