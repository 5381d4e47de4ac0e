import type { DescribedRollout } from '#portal/contract/rollout-answers.ts';

type Marks = Pick<DescribedRollout, 'id' | 'events'>;

/** Whether a rollout was read before what is shown: the log only grows, and a newer rollout has a greater id. */
export function isOlder(told: Marks, shown: Marks): boolean {
  if (told.id !== shown.id) return told.id < shown.id;
  return told.events.length < shown.events.length;
}
