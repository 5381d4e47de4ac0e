import { expect, test } from 'vitest';
import { NamespaceEligibility } from '../eligibility-source.ts';
import { KnownTrialTypes } from '../trial-types/known-trial-types.ts';
import { Comparer } from './comparer.ts';
import type { PortalExplanation } from './comparison.ts';
import type { LegacyExplanation } from './shadow-option.ts';

const FREE = 'ultimate_with_gitlab_duo_enterprise';
const PREMIUM = 'ultimate_on_premium_with_gitlab_duo_enterprise';

const says = (trialTypes: readonly string[], more: Partial<LegacyExplanation> = {}): LegacyExplanation => {
  return {
    plan: 'free',
    trialTypes,
    queries: {},
    deniedBy: trialTypes.length > 0 ? [] : ['duo_enterprise_ever'],
    ...more,
  };
};
const portalSays = (trialTypes: readonly string[], blocked: readonly string[] = []): PortalExplanation => {
  return { trialTypes, reasons: { [FREE]: blocked, [PREMIUM]: blocked }, version: 3, ruleSet: 1 };
};
const answered = (trialTypes: readonly string[] | undefined) => {
  const provenance = { epoch: 1, version: 1, ruleSet: 1, askedAt: 0, validUntil: Number.POSITIVE_INFINITY };
  return new Map([[1, new NamespaceEligibility(1, 'l1', trialTypes, provenance)]]);
};

type World = { readonly old: (time: number) => LegacyExplanation; readonly new: (time: number) => PortalExplanation };

/** What each side says the first time, the second time and so on. */
function open(world: World) {
  const times = { old: 0, new: 0 };
  const portal = { ask: async () => new Map([[1, world.new(++times.new)]]) };
  const comparer = new Comparer(portal, async () => new Map([[1, world.old(++times.old)]]), new KnownTrialTypes(), 100);
  return { comparer, times };
}

test('the type that the plan calls for is compared, and no other', async () => {
  const { comparer } = open({ old: () => says([FREE]), new: () => portalSays([FREE, PREMIUM]) });
  expect(await comparer.compareAnswers(answered([FREE]), 'new')).toMatchObject([{ outcome: 'match', plan: 'free' }]);
  const other = open({ old: () => says([PREMIUM], { plan: 'premium' }), new: () => portalSays([FREE]) });
  expect(await other.comparer.compareAnswers(answered([PREMIUM]), 'new')).toMatchObject([
    { outcome: 'denies', plan: 'premium', trialType: PREMIUM },
  ]);
});

test('what differs is asked again on both sides, and explained by whoever denies it', async () => {
  const grants = open({ old: () => says([]), new: () => portalSays([FREE]) });
  expect(await grants.comparer.compareAnswers(answered([]), 'new')).toMatchObject([
    { outcome: 'grants_more', cause: 'duo_enterprise_ever', old: { deniedBy: ['duo_enterprise_ever'] } },
  ]);
  expect(grants.times).toEqual({ old: 2, new: 2 });
  const blocked = ['trial_running', 'trial_already_used'];
  const denies = open({ old: () => says([FREE]), new: () => portalSays([], blocked) });
  expect(await denies.comparer.compareAnswers(answered([]), 'old')).toMatchObject([
    { outcome: 'denies', cause: 'trial_already_used+trial_running', new: { version: 3 } },
  ]);
});

test('what does not differ any more is a stale suspect', async () => {
  const { comparer } = open({ old: () => says([FREE]), new: (time) => portalSays(time === 1 ? [] : [FREE]) });
  expect(await comparer.compareAnswers(answered([FREE]), 'new')).toMatchObject([
    { outcome: 'stale_suspect', cause: '' },
  ]);
});

test('a namespace that the product does not know, or whose plan no trial is for, is not compared', async () => {
  const ultimate = open({ old: () => says([], { plan: 'ultimate' }), new: () => portalSays([]) });
  expect(await ultimate.comparer.compareNow([1])).toEqual([]);
  const unknown = new Comparer({ ask: async () => new Map() }, async () => new Map(), new KnownTrialTypes(), 100);
  expect(await unknown.compareNow([1])).toEqual([]);
});

test.each([
  ['broken', () => Promise.reject(new Error('broken')), 'candidate_error'],
  ['late', () => new Promise<never>(() => {}), 'candidate_timeout'],
])('a candidate that is %s', async (_, ask, outcome) => {
  const comparer = new Comparer({ ask }, async () => new Map([[1, says([FREE])]]), new KnownTrialTypes(), 30);
  expect(await comparer.compareAnswers(answered([FREE]), 'new')).toMatchObject([{ outcome }]);
  const legacy = new Comparer({ ask: async () => new Map() }, ask, new KnownTrialTypes(), 30);
  expect(await legacy.compareAnswers(answered([FREE]), 'old')).toMatchObject([{ outcome, plan: 'unknown' }]);
  const both = new Comparer({ ask }, ask, new KnownTrialTypes(), 30);
  expect(await both.compareNow([1])).toMatchObject([{ outcome: 'both_failed' }]);
});
