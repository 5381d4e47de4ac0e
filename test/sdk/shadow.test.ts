import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LegacyExplanation, ShadowOption } from '#sdk/index.ts';
import { TcpProxy } from '../../dev/tcp-proxy.ts';
import { startTestPortal, type TestPortal, until } from '../support/test-portal.ts';
import { openSdk } from './support/open-sdk.ts';

const FREE = 'ultimate_with_gitlab_duo_enterprise';
let portal: TestPortal;
let toPortal: TcpProxy;
let nextId = 1_000;

beforeAll(async () => {
  portal = await startTestPortal();
  toPortal = new TcpProxy({ port: Number(new URL(portal.url).port) });
  await toPortal.start();
});
afterAll(async () => {
  await toPortal.stop();
  await portal.stop();
});

const allows: LegacyExplanation = { plan: 'free', trialTypes: [FREE], queries: {}, deniedBy: [] };
const denies = {
  plan: 'free',
  trialTypes: [],
  queries: { not_duo_enterprise: false },
  deniedBy: ['duo_enterprise_ever'],
};
const explain = (one: LegacyExplanation) => async (ids: readonly number[]) =>
  new Map(ids.map((id) => [id, one] as const));

/** An SDK whose callers get one method's answer, compared with the other's. */
function open(stack: AsyncDisposableStack, isOn: boolean, legacy: LegacyExplanation, more: Partial<ShadowOption> = {}) {
  const shadow = { flag: () => true, explainLegacy: explain(legacy), deadlineMs: 2_000, reportEveryMs: 50, ...more };
  return openSdk(stack, `http://127.0.0.1:${toPortal.port}`, {
    shadow,
    flag: () => isOn,
    legacy: async (ids) => new Map(ids.map((id) => [id, legacy.trialTypes])),
    readFeed: false,
  });
}

const report = async (query = '') =>
  (await portal.as('viewer', 'GET', `/api/v1/comparisons/report?days=1${query}`)).body;
const countOf = async (outcome: string): Promise<number> => (await report()).outcomes[outcome] ?? 0;

describe.each([
  ['the old answer is served', false],
  ['the new answer is served', true],
])('%s', (_, isOn) => {
  test('what is the same matches, what the portal alone allows is a wrong grant, with its cause', async () => {
    await using stack = new AsyncDisposableStack();
    const before = await report();
    const matching = open(stack, isOn, allows);
    const granting = open(stack, isOn, denies);
    const ids = [nextId++, nextId++, nextId++];
    await matching.sdk.check(ids, { userId: 7 });
    const answers = await granting.sdk.check(ids, { userId: 7 });
    expect(answers.get(ids[0] ?? 0)?.trialTypes?.includes(FREE)).toBe(isOn);
    const after = await until(async () => {
      const now = await report();
      // Two processes tell it, each when it is its turn.
      const hasMore = (outcome: string) => (now.outcomes[outcome] ?? 0) >= (before.outcomes[outcome] ?? 0) + 3;
      return hasMore('grants_more') && hasMore('match') && now;
    });
    expect(after.differences).toMatchObject([
      {
        outcome: 'grants_more',
        cause: 'duo_enterprise_ever',
        plan: 'free',
        trial_type: FREE,
        expected: null,
        rules: ['duo_enterprise_purchased'],
        sentence: expect.stringContaining('ever had Duo Enterprise'),
      },
    ]);
    const query = `plan=free&trial_type=${FREE}&outcome=grants_more&cause=duo_enterprise_ever`;
    const { samples } = (await portal.as('viewer', 'GET', `/api/v1/comparisons/samples?${query}`)).body;
    expect(samples[0]).toMatchObject({
      mode: isOn ? 'checked' : 'shadow',
      old: { denied_by: ['duo_enterprise_ever'], queries: { not_duo_enterprise: false } },
      new: { trial_types: expect.arrayContaining([FREE]), reasons: {} },
    });
  });
});

test('it fills no cache and counts as no demand', async () => {
  await using stack = new AsyncDisposableStack();
  const { sdk } = open(stack, false, allows);
  const asked = async (purpose: string) => {
    const metrics = (await portal.portal.app.inject('/-/metrics')).body;
    return new RegExp(`eligibility_namespaces_asked_total\\{[^}]*purpose="${purpose}"[^}]*\\} (\\d+)`).exec(
      metrics,
    )?.[1];
  };
  const [before, demand, shadow] = [await countOf('match'), await asked('demand'), await asked('shadow')];
  await sdk.check([nextId++], { userId: 7 });
  await until(async () => (await countOf('match')) > before);
  expect(await asked('demand')).toBe(demand);
  expect(Number(await asked('shadow'))).toBe(Number(shadow) + 1);
  expect(sdk.stats().trial_eligibility_cache_misses_total ?? 0).toBe(0);
});

const bad: [string, Partial<ShadowOption>][] = [
  ['hangs', { explainLegacy: () => new Promise(() => {}) }],
  ['throws', { explainLegacy: () => Promise.reject(new Error('broken')) }],
  [
    'throws at once',
    {
      explainLegacy: () => {
        throw new Error('broken');
      },
    },
  ],
  [
    'is slow',
    {
      explainLegacy: async (ids) => {
        await delay(400);
        return explain(allows)(ids);
      },
    },
  ],
  ['has a flag that fails', { flag: () => Promise.reject(new Error('no flag')) }],
];

test.each(bad)('a candidate that %s changes no answer and holds nobody up, and nothing piles up', async (_, option) => {
  await using stack = new AsyncDisposableStack();
  const { sdk } = open(stack, true, allows, { ...option, waiting: 10, deadlineMs: 500 });
  const id = nextId++;
  await sdk.check([id], { userId: 7 });
  const took: number[] = [];
  for (let asked = 0; asked < 200; asked++) {
    const began = performance.now();
    const answer = (await sdk.check([id], { userId: 7 })).get(id);
    took.push(performance.now() - began);
    expect(answer?.trialTypes).toContain(FREE);
    if (asked % 20 === 0) await delay(1);
  }
  // One that waited for the candidate would take as long as it does: 400 ms and more.
  expect(took.sort((a, b) => a - b)[100]).toBeLessThan(100);
  await delay(700);
  await sdk.check([id], { userId: 7 });
  expect(sdk.stats().trial_eligibility_comparisons_dropped_total ?? 0).toBeGreaterThanOrEqual(option.flag ? 0 : 100);
});

test('the portal hangs while old answers are served: nobody notices, and the comparison says so', async () => {
  await using stack = new AsyncDisposableStack();
  const { sdk } = open(stack, false, allows, { deadlineMs: 100 });
  toPortal.hang();
  try {
    const began = performance.now();
    for (let asked = 0; asked < 20; asked++) {
      expect((await sdk.check([nextId++], { userId: 7 })).size).toBe(1);
    }
    expect(performance.now() - began).toBeLessThan(500);
    await delay(300);
  } finally {
    await toPortal.mend();
  }
  await until(async () => (await countOf('candidate_timeout')) > 0);
});

test('a part of a comparison without traffic that the portal refuses is an error, and no part that is done', async () => {
  await using stack = new AsyncDisposableStack();
  const { sdk } = open(stack, false, { ...denies, deniedBy: ['x'.repeat(1_000)] });
  const began = await portal.as('operator', 'POST', '/api/v1/comparisons/runs', {});
  const compared = sdk.compare([nextId++], { runId: began.body.run.id, untilId: nextId });
  await expect(compared).rejects.toMatchObject({ code: 'portal_answer_invalid' });
});

test('a group is marked as expected with a reason, audited, and no longer a wrong grant; a viewer cannot', async () => {
  const body = {
    plan: 'free',
    trial_type: FREE,
    outcome: 'grants_more',
    cause: 'duo_enterprise_ever',
    reason: 'decided',
  };
  expect((await portal.as('viewer', 'POST', '/api/v1/comparisons/expectations', body)).status).toBe(403);
  const [before] = (await report()).strata;
  expect(before).toMatchObject({ plan: 'free', wrong_grants: expect.any(Number) });
  expect(before.wrong_grants).toBeGreaterThan(0);
  expect(before.more_needed).toBeGreaterThan(1_000);
  const marked = await portal.as('operator', 'POST', '/api/v1/comparisons/expectations', body);
  expect(marked.status).toBe(201);
  const [after] = (await report()).strata;
  expect(after).toMatchObject({ wrong_grants: 0, expected_grants: before.wrong_grants });
  const { entries } = (await portal.as('viewer', 'GET', '/api/v1/audit?limit=1')).body;
  expect(entries[0]).toMatchObject({ action: 'difference_expected', reason: 'decided' });
  const path = `/api/v1/comparisons/expectations/${marked.body.expectation.id}`;
  expect((await portal.as('operator', 'DELETE', path, { reason: 'not so' })).status).toBe(200);
  expect((await report()).strata[0].wrong_grants).toBe(before.wrong_grants);
});
