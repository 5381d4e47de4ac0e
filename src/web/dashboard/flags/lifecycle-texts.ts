import type { CleanupStep } from '#domain/flags/flag-facts.ts';
import type { Lifecycle } from '#domain/flags/lifecycle-of.ts';

const LIFECYCLES: Readonly<Record<Lifecycle, string>> = {
  defined: 'defined, and set nowhere',
  nonprod: 'tried outside production',
  targeted: 'on for some in production',
  ramping: 'rolling out in production',
  full: 'on for everybody, since less than a day',
  verified: 'on for everybody, and it has lasted',
  rolled_back: 'taken back in production',
  code_removed: 'its code is removed, and not deployed everywhere',
  code_gone: 'its code is gone everywhere',
  off_soak: 'switched off, and watched',
  archived: 'archived',
  deleted: 'deleted',
  closed: 'gone for good',
};

/** Where a flag is in its life. */
export function lifecycleText(lifecycle: string): string {
  return LIFECYCLES[lifecycle as Lifecycle] ?? lifecycle;
}

const STEPS: Readonly<Record<CleanupStep, string>> = {
  code_removed: 'Its code is removed',
  deployed: 'The code without it is deployed',
  off: 'It is switched off everywhere',
  archived: 'It is archived',
  deleted: 'It is deleted here',
  closed: 'Its issue is closed',
};

/** What a step says once it is done. @param environment of a deployment. */
export function stepText(step: CleanupStep, environment: string | null): string {
  return environment === null ? STEPS[step] : `${STEPS[step]} to ${environment}`;
}

/** Steps that say where one can see that they were done. */
export const NEEDS_EVIDENCE: readonly CleanupStep[] = ['code_removed', 'deployed', 'closed'];
