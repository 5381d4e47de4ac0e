import type { Decision, Situation } from '../decision.ts';
import { sayState } from '../plan.ts';

/** Somebody else has set the flag: whose state counts is for a person to say. */
export function checkForeignEdit({ state, seen }: Situation): Decision | undefined {
  for (const [name, ours] of Object.entries(state.touched)) {
    const stands = seen.flags[name];
    if (!stands || (stands.state === ours.state && stands.revision === ours.revision)) continue;
    if (state.phase === 'paused') return undefined;
    const sentence = `${stands.by} set the flag to ${sayState(stands.state)} in ${name}, where the rollout had set ${sayState(ours.state)}: adopt that, or revert it.`;
    return { do: 'pause', because: 'foreign_edit', sentence };
  }
  return undefined;
}
