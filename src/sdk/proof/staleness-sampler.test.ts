import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { writeEntry } from '../cache/entry.ts';
import { Floors } from '../cache/floors.ts';
import { InProcessStore } from '../cache/store/in-process-store.ts';
import { Tier } from '../cache/tier.ts';
import { systemClock } from '../clock.ts';
import { NamespaceEligibility } from '../eligibility-source.ts';
import { silentLogger } from '../telemetry/logger.ts';
import { Telemetry } from '../telemetry/telemetry.ts';
import { StalenessSampler } from './staleness-sampler.ts';

const CHANGE = { id: 1, epoch: 1, version: 5, token: '' };

function setUp(share = 1, random = () => 0.5) {
  const [store, tier, floors] = [new InProcessStore(systemClock, 10), new Tier(10), new Floors()];
  const telemetry = new Telemetry();
  const errors: object[] = [];
  const logger = { ...silentLogger, error: (fields: object) => void errors.push(fields) };
  const sampler = new StalenessSampler({ store, tier, floors, telemetry, logger, share, random });
  const put = async (version: number, token = '') => {
    const answer = { ruleSet: 1, generation: '0', filled: 1, life: 60, codes: 'u' };
    const fill = { id: 1, token, epoch: 1, version, ruleSet: 1, keepMs: 60_000 };
    await store.invalidate([{ id: 1, epoch: 0, version: 0, token }], '');
    await store.fill(
      [{ ...fill, text: writeEntry({ epoch: 1, version, token, answer }) }],
      (await store.describe()).now,
    );
  };
  const keep = (version: number) => {
    const provenance = { epoch: 1, version, ruleSet: 1, askedAt: 0, validUntil: Number.POSITIVE_INFINITY };
    const answer = new NamespaceEligibility(1, 'l1', [], provenance);
    tier.put(1, { answer, token: '', freshUntil: 0, serial: 0 });
  };
  const sums = () => {
    const counts = telemetry.sums();
    return [
      counts.trial_eligibility_staleness_samples_total ?? 0,
      counts.trial_eligibility_staleness_violations_total ?? 0,
    ];
  };
  return { sampler, floors, put, keep, sums, errors };
}

test.each([
  ['nothing anywhere', undefined, undefined, [0, 0]],
  ['the change in both', 5, 5, [2, 0]],
  ['later ones in both', 6, 7, [2, 0]],
  ['an older one in the store', 4, 5, [2, 1]],
  ['an older one in the process', 5, 4, [2, 1]],
  ['older ones in both', 4, 4, [2, 2]],
])('%s', async (_, inStore, inProcess, expected) => {
  const { sampler, put, keep, sums, errors } = setUp();
  if (inStore) await put(inStore);
  if (inProcess) keep(inProcess);
  await sampler.sample(CHANGE, 1);
  expect(sums()).toEqual(expected);
  expect(errors).toHaveLength(expected[1] ?? 0);
});

test.each([
  ['its own token', 'fresh', 'fresh', 0],
  ['the token before', 'older', 'fresh', 1],
  ['that of a later change', 'later', 'later', 0],
])('of a change without a version the store has %s', async (_, found, told, violations) => {
  const { sampler, floors, put, sums } = setUp();
  await put(5, found);
  floors.raise(1, CHANGE, told, 0);
  await sampler.sample({ ...CHANGE, token: 'fresh' }, 1);
  expect(sums()).toEqual([1, violations]);
});

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

test.each([
  ['all of them', 1, [1, 2, 3]],
  ['none', 0, [0, 0, 0]],
  ['the share below the lot drawn', 0.5, [0, 0, 0]],
  ['the share above the lot drawn', 0.51, [1, 2, 3]],
])('looks after 1, 10 and 60 s at %s', async (_, share, expected) => {
  const { sampler, keep, sums } = setUp(share);
  keep(4);
  sampler.onMessage({ tombstones: [CHANGE], epoch: 0, ruleSet: 0 });
  const seen: (number | undefined)[] = [];
  for (const seconds of [1, 9, 50]) {
    await vi.advanceTimersByTimeAsync(seconds * 1_000);
    seen.push(sums()[1]);
  }
  expect(seen).toEqual(expected);
});

test('does not look any more when it was stopped', async () => {
  const { sampler, keep, sums } = setUp();
  keep(4);
  sampler.onMessage({ tombstones: [CHANGE], epoch: 0, ruleSet: 0 });
  sampler.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sums()).toEqual([0, 0]);
});
