import { expect, test } from 'vitest';
import { Floors } from '../cache/floors.ts';
import { DEFAULT_FRESHNESS } from '../cache/freshness.ts';
import { KnownState } from '../cache/known-state.ts';
import { InProcessStore } from '../cache/store/in-process-store.ts';
import { Tier } from '../cache/tier.ts';
import { TrialTypeCodes } from '../cache/trial-type-codes.ts';
import { systemClock } from '../clock.ts';
import { NamespaceEligibility } from '../eligibility-source.ts';
import type { TrialEligibility } from '../trial-eligibility.ts';
import { createCacheInspection } from './create-cache-inspection.ts';
import { letInspect } from './inspected-cache.ts';

test('of a process it tells what that keeps in its own memory, and judges by what that was told', async () => {
  const clock = systemClock;
  const store = new InProcessStore(clock);
  const codes = new TrialTypeCodes();
  codes.learn({ ultimate: { code: 'u' } });
  const here = { tier: new Tier(10), floors: new Floors(), known: new KnownState() };
  const product = letInspect(
    {},
    { store, clock, codes, freshness: DEFAULT_FRESHNESS, learnTypes: async () => {}, here },
  );
  const cache = createCacheInspection({ of: product as TrialEligibility });

  await cache.put(1, ['ultimate'], { epoch: 2, version: 3 });
  const now = clock.monotonic();
  const provenance = { epoch: 2, version: 3, ruleSet: 1, askedAt: now - 500, validUntil: Number.POSITIVE_INFINITY };
  const answer = new NamespaceEligibility(1, 'l1', ['ultimate'], provenance);
  here.tier.put(1, { answer, token: '', freshUntil: now + 60_000, serial: here.known.serial });
  const kept = { trial_types: ['ultimate'], version: 3, is_served: false };
  expect(await cache.read([1, 2])).toMatchObject([
    { state: 'answer', version: 3, trial_types: ['ultimate'], bytes: null, here: kept },
    { state: 'absent', here: null },
  ]);
  here.tier.confirm(now + 60_000);
  expect((await cache.read([1]))[0]?.here).toMatchObject({ is_served: true });
  expect((await cache.stats()).tier_entries).toBe(1);

  here.floors.raise(1, { epoch: 2, version: 4 }, '', now);
  expect((await cache.read([1]))[0]).toMatchObject({ verdict: 'absent', because: 'told_newer' });
  await cache.invalidate([1]);
  expect((await cache.read([1]))[0]).toMatchObject({ state: 'tombstone', version: 4, here: null });
  await cache.close();
});
