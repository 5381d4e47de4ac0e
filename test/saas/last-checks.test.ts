import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { createLogger } from '#kit/telemetry/logger.ts';
import { connectRedis } from '#saas/eligibility/connect-redis.ts';
import type { CheckLog } from '#saas/last-checks/check-log.ts';
import { CheckLogInProcess } from '#saas/last-checks/check-log-in-process.ts';
import { CheckLogRedis } from '#saas/last-checks/check-log-redis.ts';
import { KEPT_MS } from '#saas/last-checks/kept-check.ts';
import { LastChecks } from '#saas/last-checks/last-checks.ts';
import { NamespaceEligibility, type ObservedCheck } from '#sdk/index.ts';
import { until } from '../support/test-portal.ts';

const TYPE = 'ultimate_with_gitlab_duo_enterprise';
const PREFIX = 'last-checks-test:';
const logger = createLogger('saas', 'silent');
const redis = connectRedis(inject('redisUrl'), logger);
const keyOf = (id: number) => `${PREFIX}namespaces:last_checks:${id}`;

beforeAll(() => until(async () => redis.isReady));
afterAll(() => redis.destroy());

let lost: [number, string][];
let opened: LastChecks[];
let now: number;
beforeEach(async () => {
  [lost, opened, now] = [[], [], Date.now()];
  const keys = await redis.keys(`${PREFIX}*`);
  if (keys.length > 0) await redis.del(keys);
});
afterEach(() => Promise.all(opened.map((one) => one.stop())));

/** A process of saas, as far as this goes. */
function open(log: CheckLog): LastChecks {
  const countLost = (answers: number, reason: string) => void lost.push([answers, reason]);
  const made = new LastChecks({ log, clock: () => now, logger, countLost });
  opened.push(made);
  return made;
}

type Said = { readonly source?: NamespaceEligibility['source']; readonly types?: readonly string[] | undefined };

/** A check of namespaces that all were told the same. */
function checkOf(ids: readonly number[], over: Partial<ObservedCheck> = {}, said: Said = {}): ObservedCheck {
  const provenance = { epoch: 1, version: 1, ruleSet: 1, askedAt: 0, validUntil: 0, because: undefined };
  const types = 'types' in said ? said.types : [TYPE];
  const answers = ids.map((id) => new NamespaceEligibility(id, said.source ?? 'redis', types, provenance));
  return {
    place: 'list',
    method: 'ssot',
    userId: 7,
    requestId: 'request-1',
    durationMs: 1.234,
    ...over,
    answers: new Map(answers.map((answer) => [answer.namespaceId, answer])),
  };
}

describe.each([
  ['in Redis', () => new CheckLogRedis(redis, PREFIX)],
  ['in the process', () => new CheckLogInProcess()],
] as const)('%s', (_, makeLog) => {
  test('a check is one row of each of its namespaces, whole, and there at once and after it was written', async () => {
    const checks = open(makeLog());
    checks.add(checkOf([1, 2]));
    const expected = {
      at: new Date(now).toISOString(),
      place: 'list',
      method: 'ssot',
      user_id: 7,
      source: 'redis',
      outcome: 'ok',
      because: null,
      trial_types: [TYPE],
      namespace_count: 2,
      duration_ms: 1.234,
      request_id: 'request-1',
    };
    expect((await checks.read(2)).checks).toEqual([expected]);
    await checks.write();
    for (const id of [1, 2]) {
      expect(await checks.read(id)).toMatchObject({ because: null, lost: 0, checks: [expected] });
    }
    expect((await checks.read(3)).checks).toEqual([]);
    expect(JSON.stringify(await checks.read(1))).not.toContain('@');
  });

  test.each([
    [{ source: 'unknown', types: undefined }, {}, { trial_types: null, outcome: 'unknown' }],
    [{ types: [] }, { userId: undefined, requestId: undefined }, { trial_types: [], user_id: null, request_id: null }],
    [{ source: 'stale' }, {}, { outcome: 'fallback' }],
    [{ source: 'database' }, {}, { outcome: 'fallback' }],
    [{ source: 'database' }, { method: 'database' }, { outcome: 'ok' }],
  ] as const)('what was said %j, in a check %j, is told as %j', async (said, over, expected) => {
    const checks = open(makeLog());
    checks.add(checkOf([1], over, said));
    await checks.write();
    expect((await checks.read(1)).checks).toMatchObject([expected]);
  });

  test('the last 10 stay, the newest first; what staff looked at is none of them', async () => {
    const checks = open(makeLog());
    for (let nth = 0; nth < 25; nth++) {
      now += 1;
      checks.add(checkOf([1], { requestId: `request-${nth}` }));
      if (nth % 5 === 0) await checks.write();
    }
    checks.add(checkOf([1], { place: 'other' }));
    await checks.write();
    const { checks: kept } = await checks.read(1);
    expect(kept.map((one) => one.request_id)).toEqual(Array.from({ length: 10 }, (__, ago) => `request-${24 - ago}`));
  });

  test('three days later nothing of it is told any more', async () => {
    const checks = open(makeLog());
    checks.add(checkOf([1]));
    await checks.write();
    now += KEPT_MS + 1;
    expect((await checks.read(1)).checks).toEqual([]);
  });

  test('more than is written down in a second is left out, counted, and said', async () => {
    const checks = open(makeLog());
    const many = Array.from({ length: 200 }, (__, at) => at + 1);
    for (let nth = 0; nth < 4; nth++) checks.add(checkOf(many));
    checks.add(checkOf([900]));
    expect(lost).toEqual([
      [200, 'full'],
      [1, 'full'],
    ]);
    expect((await checks.read(900)).lost).toBe(201);
    await checks.write();
    expect(await checks.read(900)).toMatchObject({ lost: 201, checks: [] });
    expect((await checks.read(200)).checks).toHaveLength(3);
    checks.add(checkOf([900]));
    await checks.write();
    expect((await checks.read(900)).checks).toHaveLength(1);
  });
});

test('two processes see each other’s checks, in the order in which they were answered', async () => {
  const [one, other] = [open(new CheckLogRedis(redis, PREFIX)), open(new CheckLogRedis(redis, PREFIX))];
  one.add(checkOf([5], { place: 'cta', requestId: 'first' }));
  now += 5;
  other.add(checkOf([5], { place: 'form', requestId: 'second' }));
  await other.write();
  await one.write();
  for (const process of [one, other]) {
    expect((await process.read(5)).checks.map((kept) => kept.request_id)).toEqual(['second', 'first']);
  }
});

test('Redis itself forgets: at most 10 of a namespace, none older than three days, and all of them as long after the last', async () => {
  const checks = open(new CheckLogRedis(redis, PREFIX));
  checks.add(checkOf([6], { requestId: 'long ago' }));
  await checks.write();
  now += KEPT_MS + 1;
  checks.add(checkOf([6], { requestId: 'lately' }));
  await checks.write();
  expect(await redis.lRange(keyOf(6), 0, -1)).toEqual([expect.stringContaining('lately')]);
  for (let nth = 0; nth < 30; nth++) checks.add(checkOf([6], { requestId: randomUUID() }));
  await checks.write();
  expect(await redis.lLen(keyOf(6))).toBe(10);
  const left = await redis.pTTL(keyOf(6));
  expect(left).toBeGreaterThan(KEPT_MS - 60_000);
  expect(left).toBeLessThanOrEqual(KEPT_MS);
  // It is the cache's Redis: docs/eligibility-check.md says what this takes of it.
  expect(await redis.memoryUsage(keyOf(6))).toBeLessThan(2_200);
});

test.each(['', 'nonsense', '[]', '{}', '[1,2,3,4,5,6,7,8,9,10]', '[1,"cta","ssot",null,"l1",null,"free",1,1,null]'])(
  'what another version of saas wrote, %j, is nobody’s check',
  async (text) => {
    await redis.lPush(keyOf(6), text);
    const checks = open(new CheckLogRedis(redis, PREFIX));
    checks.add(checkOf([6]));
    await checks.write();
    expect((await checks.read(6)).checks).toHaveLength(1);
  },
);

test('what Redis refuses is counted, said, and not tried for ever; the next check is kept', async () => {
  const checks = open(new CheckLogRedis(redis, PREFIX));
  await redis.set(keyOf(7), 'no stream');
  checks.add(checkOf([7]));
  await checks.write();
  expect(lost).toEqual([[1, 'not_written']]);
  expect(await checks.read(7)).toMatchObject({ because: 'Redis cannot be reached right now.', lost: 1, checks: [] });
  await redis.del(keyOf(7));
  checks.add(checkOf([7]));
  await checks.write();
  expect(await checks.read(7)).toMatchObject({ because: null, lost: 1, checks: [{ place: 'list' }] });
});

test('while Redis is away nothing piles up, and a process tells what it has itself', async () => {
  const away = connectRedis('redis://127.0.0.1:9', logger);
  const checks = open(new CheckLogRedis(away, PREFIX));
  for (let nth = 0; nth < 600; nth++) checks.add(checkOf([8]));
  const began = performance.now();
  await checks.write();
  expect(performance.now() - began).toBeLessThan(50);
  expect(lost).toHaveLength(100);
  const told = await checks.read(8);
  expect(told).toMatchObject({ because: 'Redis cannot be reached right now.', lost: 100 });
  expect(told.checks).toHaveLength(10);
  away.destroy();
});

test('they are written once a second by themselves, and what waits at the end is not lost', async () => {
  const log: CheckLog = new CheckLogInProcess();
  const checks = open(log);
  checks.add(checkOf([9]));
  await setTimeout(1_100);
  expect((await log.read(9, now)).checks).toHaveLength(1);
  checks.add(checkOf([9]));
  await checks.stop();
  expect((await log.read(9, now)).checks).toHaveLength(2);
});
