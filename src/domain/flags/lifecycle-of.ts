import { type FlagFacts, type FlagPlace, isServing, stepOf } from './flag-facts.ts';

const DAY = 86_400_000;

/** Where a flag is on its way from the first line of code until nothing is left of it. */
export type Lifecycle =
  | 'defined'
  | 'nonprod'
  | 'targeted'
  | 'ramping'
  | 'full'
  | 'verified'
  | 'rolled_back'
  | 'code_removed'
  | 'code_gone'
  | 'off_soak'
  | 'archived'
  | 'deleted'
  | 'closed';

/** @param at now, in milliseconds since 1970. @param production what the environment of the customers is called. */
export function lifecycleOf(facts: FlagFacts, at: number, production = 'production'): Lifecycle {
  if (stepOf(facts, 'closed')) return 'closed';
  if (stepOf(facts, 'deleted')) return 'deleted';
  if (stepOf(facts, 'archived')) return 'archived';
  if (stepOf(facts, 'off')) return 'off_soak';
  if (stepOf(facts, 'code_removed')) return isDeployed(facts) ? 'code_gone' : 'code_removed';
  const place = facts.environments.find(({ environment }) => environment === production);
  return inUse(facts, place, at);
}

function isDeployed({ environments, steps }: FlagFacts): boolean {
  const serving = environments.filter(({ environment }) => isServing(environment));
  return serving.every(({ environment }) =>
    steps.some((one) => one.step === 'deployed' && one.environment === environment),
  );
}

function inUse({ environments }: FlagFacts, place: FlagPlace | undefined, at: number): Lifecycle {
  if (place?.state.startsWith('users:')) return 'targeted';
  if (place?.state.startsWith('percent:')) return 'ramping';
  if (place?.state === 'on') return place.since !== null && at >= place.since + DAY ? 'verified' : 'full';
  if (place && place.since !== null) return 'rolled_back';
  return environments.some(({ since }) => since !== null) ? 'nonprod' : 'defined';
}
