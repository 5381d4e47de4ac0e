import { accountPersistence } from './account-persistence.ts';
import { compareTrialEligibility } from './compare-trial-eligibility.ts';
import { exampleFlag } from './example-flag.ts';
import type { FlagDefinition } from './flag-definition.ts';
import { useSsotForTrialEligibility } from './use-ssot-for-trial-eligibility.ts';

/** Every flag that there is. */
export const FLAGS: readonly FlagDefinition[] = [
  useSsotForTrialEligibility,
  compareTrialEligibility,
  accountPersistence,
  exampleFlag,
];

export function findFlag(name: string): FlagDefinition | undefined {
  return FLAGS.find((flag) => flag.name === name);
}
