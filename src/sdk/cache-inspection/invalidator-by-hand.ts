import { Floors } from '../cache/floors.ts';
import { Invalidator } from '../cache/invalidator.ts';
import { Tier } from '../cache/tier.ts';
import { Telemetry } from '../telemetry/telemetry.ts';
import type { InspectedCache } from './inspected-cache.ts';

/** Tells every process of the cache; in a process that has none itself, with nothing of its own to drop. */
export function invalidatorOf({ store, clock, here }: InspectedCache): Invalidator {
  const { floors, tier } = here ?? { floors: new Floors(), tier: new Tier(0) };
  return new Invalidator({ store, floors, tier, clock, telemetry: new Telemetry() });
}
