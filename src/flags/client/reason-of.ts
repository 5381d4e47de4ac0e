import type { ResolutionReason } from '@openfeature/server-sdk';

type Strategy = {
  readonly name: string;
  readonly constraints?: readonly unknown[];
  readonly segments?: readonly unknown[];
};
type Feature = { readonly enabled: boolean; readonly strategies?: readonly Strategy[] };

/** How a flag decides, in OpenFeature's words. unleash-client tells the answer only, so this is read from the flag. */
export function reasonOf({ enabled, strategies = [] }: Feature): ResolutionReason {
  if (!enabled) return 'DISABLED';
  if (strategies.some(({ name }) => name === 'flexibleRollout')) return 'SPLIT';
  const everybody = strategies.every(
    (one) => one.name === 'default' && !one.constraints?.length && !one.segments?.length,
  );
  return everybody ? 'STATIC' : 'TARGETING_MATCH';
}
