import type { DescribedRollout, RolloutOnWire, StepOnWire, VerdictOnWire } from '#portal/contract/rollout-answers.ts';
import type { RolloutEventOnWire } from '#portal/contract/rollout-event-on-wire.ts';
import { durationText } from '../texts/duration-text.ts';

type Said = { readonly word: string; readonly color: string };

export const PHASES: Readonly<Record<RolloutOnWire['phase'], Said>> = {
  new: { word: 'new', color: 'gray' },
  running: { word: 'running', color: 'violet' },
  verifying: { word: 'verifying', color: 'cyan' },
  paused: { word: 'paused', color: 'yellow' },
  completed: { word: 'completed', color: 'teal' },
  rolled_back: { word: 'rolled back', color: 'red' },
};

export const VERDICTS: Readonly<Record<VerdictOnWire['verdict'], Said>> = {
  pass: { word: 'passes', color: 'teal' },
  fail: { word: 'fails', color: 'red' },
  inconclusive: { word: 'undecided', color: 'yellow' },
  error: { word: 'cannot be asked', color: 'orange' },
  no_data: { word: 'no numbers', color: 'gray' },
};

/** What a role makes of a gate that fails. */
export const ROLES: Readonly<Record<VerdictOnWire['role'], string>> = {
  protective: 'protective: takes it back',
  health: 'health: only holds',
  signal: 'signal: only holds, may be waived',
};

export const STEPS: Readonly<Record<StepOnWire['state'] | 'back', Said>> = {
  done: { word: 'done', color: 'teal' },
  here: { word: 'now', color: 'violet' },
  ahead: { word: 'ahead', color: 'gray' },
  back: { word: 'taken back', color: 'red' },
};

/** How far a step has come. @param isBack whether the rollout went back. */
export function stepMark({ state, left_at: left }: StepOnWire, isBack: boolean): keyof typeof STEPS {
  if (state !== 'here' || left === null) return state;
  return isBack ? 'back' : 'done';
}

const WAIVED: Readonly<Record<string, string>> = {
  minimum_hold: 'how long the step is kept',
  minimum_people: 'how many people must have met it',
  no_data: 'numbers that are missing',
  signal: 'a signal that is not good yet',
  incident: 'the incident',
  freeze: 'the freeze',
  presence: 'somebody who is there',
  verification: 'the rest of the verification',
  step_factor: 'the size of the step',
  deployed: 'processes that run an older commit',
};

/** What is not waited for when it is waived. */
export const sayWaived = (what: string) => WAIVED[what] ?? what.replaceAll('_', ' ');

/** How many people a step needs and has met. */
export function sayPeople({ people, people_met: met, state }: StepOnWire): string | undefined {
  if (state === 'ahead') return people === 0 ? undefined : `needs ${people} people`;
  const counted = met === null ? 'people not known' : `${met} people met it`;
  return people === 0 ? counted : `${counted}, ${people} needed`;
}

/** Whom a step reaches by the plan, as many come as came in the last hour. */
export function sayReach({
  people_at_most: most,
  people_until_safe: safe,
  left_at: left,
}: StepOnWire): string | undefined {
  if (most === null || safe === null || left !== null) return undefined;
  const whom = most === 0 ? '' : `about ${most} people by the plan; `;
  return `${whom}if it goes wrong, ${safe} meet it until it is safe`;
}

/** How long a step was kept, and how long it has to be. */
export function sayHold(step: StepOnWire, now: number): string {
  const { reached_at: reached, left_at: left, hold_seconds: hold, period_seconds: period } = step;
  const wanted = hold === 0 ? '' : `at least ${durationText(hold)}`;
  const least = period === 0 ? wanted : `for a period of ${durationText(period)}, then taken back`;
  if (reached === null) return least === '' ? 'as soon as its gates pass' : `kept ${least}`;
  const kept = `kept for ${durationText(((left === null ? now : Date.parse(left)) - Date.parse(reached)) / 1_000)}`;
  return [kept, least].filter(Boolean).join(', ');
}

/** Since when it waits for what it waits for; undefined where it goes on, or where that is not written down yet. */
export function waitsSince({ next, events }: Pick<DescribedRollout, 'next' | 'events'>): string | undefined {
  const last = events.findLast(({ kind }) => kind === 'held' || kind === 'step_set' || kind === 'resumed');
  return last?.kind === 'held' && last.because === next.because ? last.at : undefined;
}

export const sayApprovals = (count: number) => `${count} approval${count === 1 ? '' : 's'}`;

/** As a sentence begins. */
export const capital = (text: string) => `${text[0]?.toUpperCase()}${text.slice(1)}`;

export type RolledBack = Extract<RolloutEventOnWire, { readonly kind: 'rolled_back' }>;

/** How it went back; undefined where it did not. */
export function rollBackOf({ phase, events }: Pick<DescribedRollout, 'phase' | 'events'>): RolledBack | undefined {
  if (phase !== 'rolled_back') return undefined;
  return events.findLast((one): one is RolledBack => one.kind === 'rolled_back');
}

/** Why it went back, also where that was said later. */
export function reasonOf({ events }: Pick<DescribedRollout, 'events'>, back: RolledBack): string {
  const later = events.findLast((one) => one.kind === 'reason_given');
  return later?.kind === 'reason_given' ? later.reason : (back.reason ?? 'the reason is still to be given');
}
