import type { Floors } from '../cache/floors.ts';
import type { Freshness } from '../cache/freshness.ts';
import type { KnownState } from '../cache/known-state.ts';
import type { EligibilityStore } from '../cache/store/eligibility-store.ts';
import type { Tier } from '../cache/tier.ts';
import type { TrialTypeCodes } from '../cache/trial-type-codes.ts';
import type { Clock } from '../clock.ts';

/** What an inspection looks at. Without a process of its own it has no `here`. */
export type InspectedCache = {
  readonly store: EligibilityStore;
  readonly clock: Clock;
  readonly freshness: Freshness;
  readonly codes: TrialTypeCodes;
  /** Asks the portal for its trial types, where that can be done; never rejects. */
  readonly learnTypes: () => Promise<void>;
  /** The process that asks has a cache itself: what it keeps, what it was told, and what it knows. */
  readonly here?: { readonly tier: Tier; readonly floors: Floors; readonly known: KnownState };
};

const ofObjects = new WeakMap<object, InspectedCache>();

/** Lets whoever holds an object of the SDK look into its cache; nobody else, because it is not the SDK's everyday use. */
export function letInspect<Whole extends object>(whole: Whole, cache: InspectedCache): Whole {
  ofObjects.set(whole, cache);
  return whole;
}

export function findInspected(whole: object): InspectedCache | undefined {
  return ofObjects.get(whole);
}
