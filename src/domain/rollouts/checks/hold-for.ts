import type { Hold, Situation } from '../decision.ts';
import type { Waivable } from '../rollout-event.ts';

/** Holds until the next look, or until `nextCheckAt` where that is known; undefined where a person has waived it. */
export function holdFor(
  { plan, state, seen }: Situation,
  because: string,
  sentence: string,
  more: { readonly waivable?: Waivable; readonly nextCheckAt?: number } = {},
): Hold | undefined {
  if (more.waivable && state.waived.includes(more.waivable)) return undefined;
  const nextCheckAt = more.nextCheckAt ?? seen.at + plan.checkEvery * 1_000;
  return { do: 'hold', because, sentence, nextCheckAt, waivable: more.waivable ?? null };
}
