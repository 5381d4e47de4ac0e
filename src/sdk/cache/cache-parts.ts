import type { Clock } from '../clock.ts';
import type { EligibilityAnswers } from '../eligibility-source.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { Floors } from './floors.ts';
import type { Freshness } from './freshness.ts';
import type { Keeper } from './keeper.ts';
import type { KnownState } from './known-state.ts';
import type { LeftOut } from './left-out.ts';
import type { Load, LoaderLimits } from './loader.ts';
import type { StoreGate } from './store-gate.ts';
import type { Tier } from './tier.ts';
import type { TrialTypeCodes } from './trial-type-codes.ts';

/** What the cache is made of; constructed in one place, `create-cache.ts`. */
export type CacheParts = {
  readonly storeGate: StoreGate;
  readonly tier: Tier;
  readonly floors: Floors;
  readonly leftOut: LeftOut;
  readonly known: KnownState;
  readonly codes: TrialTypeCodes;
  readonly keeper: Keeper;
  readonly freshness: Freshness;
  readonly limits: LoaderLimits;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** Asks the portal for what a load wants; rejects with a fault. */
  readonly ask: (load: Load) => Promise<EligibilityAnswers>;
};
