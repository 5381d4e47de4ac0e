import { createClient } from 'redis';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import {
  type CacheInspection,
  createCacheInspection,
  createTrialEligibility,
  type TrialEligibility,
} from '#sdk/index.ts';
import { GITLAB, startTestPortal, type TestPortal, until } from '../support/test-portal.ts';

const TYPE = 'ultimate_with_gitlab_duo_enterprise';
const PREMIUM = 'ultimate_on_premium_with_gitlab_duo_enterprise';
const keyPrefix = 'inspection:';

let portal: TestPortal;
let sdk: TrialEligibility;
let cache: CacheInspection;
let namespace = 100;
const client = createClient({ url: inject('redisUrl'), commandOptions: { timeout: 0 } });

beforeAll(async () => {
  portal = await startTestPortal();
  await client.connect();
  sdk = createTrialEligibility({
    portal: { url: portal.url, adminEmail: GITLAB['x-admin-email'], adminToken: GITLAB['x-admin-token'] },
    redis: client,
    keyPrefix,
  });
  cache = createCacheInspection({ redis: client, keyPrefix });
  await sdk.ready();
  await until(async () => (await cache.stats()).soft_because === null);
});
afterAll(async () => {
  await sdk.close();
  client.destroy();
  await portal.stop();
});
beforeEach(() => {
  namespace += 1;
});

const sourceOf = async (id: number) => (await sdk.check([id])).get(id)?.source;
/** What was asked is stored beside the answer, a moment later. */
async function untilStored(id: number): Promise<void> {
  await until(async () => {
    await sdk.check([id]);
    return (await cache.read([id]))[0]?.state === 'answer';
  });
}
async function untilInTier(id: number): Promise<void> {
  await until(async () => (await sourceOf(id)) === 'l1');
}

describe('reading', () => {
  test('says that nothing is there', async () => {
    expect(await cache.read([namespace])).toEqual([
      expect.objectContaining({
        namespace_id: namespace,
        state: 'absent',
        verdict: 'absent',
        because: null,
        text: null,
      }),
    ]);
    expect(await cache.read([])).toEqual([]);
  });

  test('tells an answer in fields, in the order asked', async () => {
    await untilStored(namespace);
    const [other, entry] = await cache.read([namespace + 1_000, namespace]);
    expect(other?.state).toBe('absent');
    expect(entry).toMatchObject({
      namespace_id: namespace,
      state: 'answer',
      verdict: 'hit',
      because: null,
      version: 0,
      token: null,
      rule_set: 1,
      life_seconds: null,
      trial_types: [TYPE, PREMIUM],
      here: null,
    });
    expect(entry?.bytes).toBeGreaterThan(50);
    expect(entry?.bytes).toBeLessThan(220);
    expect(entry?.age_ms).toBeLessThan(5_000);
    expect(entry?.fresh_for_ms).toBeGreaterThan(7 * 3_600_000);
    expect(entry?.left_ms).toBeGreaterThan(23 * 3_600_000);
    expect(Math.abs(Date.parse(entry?.filled_at ?? '') - Date.now())).toBeLessThan(5_000);
  });

  test('tells a tombstone with its version, and with its token', async () => {
    await sdk.invalidate(namespace);
    const [byToken] = await cache.read([namespace]);
    expect(byToken).toMatchObject({ state: 'tombstone', verdict: 'absent', because: 'changed', version: 0 });
    expect(byToken?.token).toMatch(/^\w{5}$/);
    await untilStored(namespace);
    await sdk.invalidate(namespace, 7);
    const [byVersion] = await cache.read([namespace]);
    expect(byVersion).toMatchObject({ state: 'tombstone', version: 7, token: byToken?.token });
    expect(byVersion?.left_ms).toBeGreaterThan(50_000);
  });

  test('tells why an entry is not served', async () => {
    await untilStored(namespace);
    const [{ text } = { text: null }] = await cache.read([namespace]);
    const key = `${keyPrefix}namespaces:eligible_trials:${namespace}`;
    const read = async (other: string | undefined) => {
      await client.set(key, other ?? '');
      return (await cache.read([namespace]))[0];
    };
    expect(await read('what is this')).toMatchObject({ state: 'unreadable', because: 'unreadable' });
    expect(await read(text?.replace(/^\w+/, '0'))).toMatchObject({ verdict: 'absent', because: 'older_epoch' });
    expect(await read(text?.replace(/[^|]*$/, 'zz'))).toMatchObject({
      because: 'unknown_trial_type',
      trial_types: null,
    });
    expect(await read(text?.replace('|1.', '|0.'))).toMatchObject({ verdict: 'soft', because: 'older_rule_set' });
    expect(await read(text?.replace('+|', '+0|'))).toMatchObject({ verdict: 'absent', because: 'life_over' });
  });
});

describe('putting', () => {
  test('makes every process serve what was put, also one that keeps another answer', async () => {
    await untilInTier(namespace);
    const entry = await cache.put(namespace, [PREMIUM], { validForSeconds: 3_600 });
    expect(entry).toMatchObject({ state: 'answer', verdict: 'hit', trial_types: [PREMIUM], life_seconds: 3_600 });
    const answer = (await sdk.check([namespace])).get(namespace);
    expect(answer).toMatchObject({ source: 'redis', trialTypes: [PREMIUM] });
    await untilInTier(namespace);
    await cache.put(namespace, []);
    expect((await sdk.check([namespace])).get(namespace)).toMatchObject({ source: 'redis', trialTypes: [] });
  });

  test('keeps the version that is there, takes a newer one, and refuses an older one', async () => {
    await sdk.invalidate(namespace, 4);
    expect(await cache.put(namespace, [TYPE])).toMatchObject({ version: 4 });
    expect(await cache.put(namespace, [TYPE], { version: 6 })).toMatchObject({ version: 6, verdict: 'hit' });
    await expect(cache.put(namespace, [], { version: 5 })).rejects.toThrow(/knows version 6 .*nothing older/);
    await sdk.invalidate(namespace, 7);
    expect((await cache.read([namespace]))[0]).toMatchObject({ state: 'tombstone', version: 7 });
  });

  test.each([
    [['ultimate'], {}, /No trial type is called ultimate; there are: /],
    [[TYPE], { version: -1 }, /whole numbers from 0/],
    [[TYPE], { validForSeconds: 0 }, /whole number of seconds from 1/],
  ])('refuses %j %j', async (types, options, sentence) => {
    await expect(cache.put(namespace, types, options)).rejects.toThrow(sentence);
    expect((await cache.read([namespace]))[0]?.state).toBe('absent');
  });
});

test('removing takes away what is there and tells nobody', async () => {
  await untilStored(namespace);
  expect(await cache.remove([namespace, namespace + 1_000])).toBe(1);
  expect((await cache.read([namespace]))[0]?.state).toBe('absent');
  await expect(async () => cache.remove([0])).rejects.toThrow(/ids are whole numbers/);
});

test('stats say who takes part and how far the cache is confirmed', async () => {
  await untilInTier(namespace);
  const stats = await cache.stats();
  expect(stats).toMatchObject({
    store: 'redis',
    rule_set: 1,
    has_feed: true,
    soft_because: null,
    tier_entries: null,
    warnings: [],
  });
  expect(stats.processes).toEqual([expect.objectContaining({ acknowledged: stats.messages, behind: 0 })]);
  expect(stats.reader).toMatchObject({ process: stats.processes[0]?.process });
  expect(stats.beat_ms_ago).toBeLessThan(2_000);
  expect(stats.confirmed_ms_ago).toBeLessThan(5_000);
  // Written only once the changes before it were applied twice.
  expect(stats.cursor ?? '0.0').toMatch(/^\d+\.\d+$/);
});

test('an empty Redis is told as one that nobody confirms', async () => {
  const empty = createCacheInspection({ redis: client, keyPrefix: 'nobody:' });
  expect(await empty.stats()).toMatchObject({
    processes: [],
    reader: null,
    cursor: null,
    soft_because: 'other_master',
  });
  await expect(empty.put(1, [TYPE])).rejects.toThrow(/there are: none/);
  const asked = { url: portal.url, token: portal.tokens.viewer };
  const knowing = createCacheInspection({ redis: client, keyPrefix: 'nobody:', portal: asked });
  expect(await knowing.put(1, [TYPE])).toMatchObject({ trial_types: [TYPE], verdict: 'soft' });
  expect((await empty.read([1]))[0]).toMatchObject({ because: 'unknown_trial_type', trial_types: null });
  await knowing.close();
});

test('nothing to look into is said', () => {
  expect(() => createCacheInspection({})).toThrow(/cannot be looked into/);
});
