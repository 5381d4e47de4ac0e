import { expect, test } from 'vitest';
import type { DoneStep, FlagFacts, FlagPlace } from './flag-facts.ts';
import { lifecycleOf } from './lifecycle-of.ts';
import { staleKinds } from './stale-kinds.ts';
import { QUIET, SOAK, type WantedStep, whyNotYet } from './why-not-yet.ts';

const DAY = 86_400_000;
const NOW = Date.parse('2026-11-21');
const step = (name: DoneStep['step'], daysAgo: number, environment = ''): DoneStep => ({
  step: name,
  environment,
  at: NOW - daysAgo * DAY,
});
const place = (environment: string, state: string, more: Partial<FlagPlace> = {}): FlagPlace => ({
  environment,
  state,
  since: NOW - 60 * DAY,
  lastEvaluated: null,
  ...more,
});
const flag = (steps: DoneStep[], places: FlagPlace[] = [], more: Partial<FlagFacts> = {}): FlagFacts => ({
  name: 'a',
  definition: undefined,
  steps,
  environments: places.length > 0 ? places : [place('production', 'on')],
  ...more,
});
const want = (name: WantedStep['step'], environment = '', keep?: 'on'): WantedStep => ({
  step: name,
  environment,
  ...(keep ? { keep } : {}),
});
const gone = [step('code_removed', 9), step('deployed', 8, 'production')];

test.each<[string, FlagFacts, WantedStep, RegExp | undefined]>([
  ['code of a flag that is on', flag([]), want('code_removed', '', 'on'), undefined],
  [
    'code while it ramps',
    flag([], [place('production', 'percent:25')]),
    want('code_removed', '', 'on'),
    /percent:25 in production: finish/,
  ],
  [
    'code that keeps the other',
    flag([], [place('production', 'off')]),
    want('code_removed', '', 'on'),
    /would change what people see/,
  ],
  ['a deployment before the code', flag([]), want('deployed', 'production'), /has not been removed yet/],
  ['a deployment to nowhere', flag([step('code_removed', 1)]), want('deployed', 'prod'), /no environment prod/],
  ['off before the code', flag([]), want('off'), /back to the old path/],
  ['off before the deployment', flag([step('code_removed', 9)]), want('off'), /not deployed to production/],
  [
    'off right after the deployment',
    flag([step('code_removed', 9), step('deployed', 0.5, 'production')]),
    want('off'),
    /wait until 2026-11-21 12:00 UTC/,
  ],
  [
    'off while somebody asks',
    flag(gone, [place('production', 'on', { lastEvaluated: NOW - DAY / 2 })]),
    want('off'),
    /still evaluated in production/,
  ],
  [
    'off when nobody asks',
    flag(gone, [place('production', 'on', { lastEvaluated: NOW - 2 * DAY })]),
    want('off'),
    undefined,
  ],
  [
    'off in staging only deployed to production',
    flag(gone, [place('production', 'on'), place('customers-staging', 'on')]),
    want('off'),
    /not deployed to customers-staging/,
  ],
  ['archived before off', flag(gone), want('archived'), /not switched off/],
  [
    'archived too early',
    flag([...gone, step('off', 0.5)], [place('production', 'off')]),
    want('archived'),
    /wait until/,
  ],
  [
    'archived though it was set again',
    flag([...gone, step('off', 3)], [place('production', 'on')]),
    want('archived'),
    /set to on in production since/,
  ],
  [
    'archived though it was asked',
    flag([...gone, step('off', 3)], [place('production', 'off', { lastEvaluated: NOW - DAY })]),
    want('archived'),
    /after it was switched off/,
  ],
  ['archived in its turn', flag([...gone, step('off', 3)], [place('production', 'off')]), want('archived'), undefined],
  ['deleted before archived', flag([...gone, step('off', 3)]), want('deleted'), /not archived/],
  ['deleted too early', flag([step('archived', 0.5)]), want('deleted'), /somebody may still want it back/],
  ['deleted in its turn', flag([step('archived', 2)]), want('deleted'), undefined],
  ['closed before deleted', flag([]), want('closed'), /not deleted/],
  ['the same twice', flag([step('deleted', 2)]), want('deleted'), /done already, on 2026-11-19/],
])('%s', (_, facts, wanted, expected) => {
  const because = whyNotYet(facts, wanted, NOW);
  if (expected) expect(because).toMatch(expected);
  else expect(because).toBeUndefined();
  expect([QUIET, SOAK]).toEqual([DAY, DAY]);
});

const definition = { type: 'release' as const, introduced: NOW - 50 * DAY, removeBy: null };

test.each<[string, FlagFacts, string, string[]]>([
  [
    'new',
    flag([], [place('production', 'off', { since: null })], { definition: { ...definition, introduced: NOW - DAY } }),
    'defined',
    [],
  ],
  [
    'in staging',
    flag([], [place('production', 'off', { since: null }), place('customers-staging', 'on')], {
      definition: { ...definition, introduced: NOW - DAY },
    }),
    'nonprod',
    [],
  ],
  [
    'for some people, for long',
    flag([], [place('production', 'users:7')], { definition: { ...definition, removeBy: NOW + DAY } }),
    'targeted',
    ['never_evaluated', 'untouched'],
  ],
  [
    'in its ramp',
    flag([], [place('production', 'percent:10', { since: NOW, lastEvaluated: NOW })], {
      definition: { ...definition, removeBy: NOW + DAY },
    }),
    'ramping',
    [],
  ],
  [
    'on, for long',
    flag([], [place('production', 'on', { lastEvaluated: NOW })], { definition }),
    'verified',
    ['overdue', 'fully_on'],
  ],
  [
    'on, just now',
    flag([], [place('production', 'on', { since: NOW, lastEvaluated: NOW })], {
      definition: { ...definition, removeBy: NOW + DAY },
    }),
    'full',
    [],
  ],
  [
    'taken back',
    flag([], [place('production', 'off', { lastEvaluated: NOW })], {
      definition: { ...definition, removeBy: NOW + DAY },
    }),
    'rolled_back',
    ['at_zero'],
  ],
  [
    'permanent',
    flag([], [place('production', 'on')], { definition: { ...definition, type: 'permanent' } }),
    'verified',
    [],
  ],
  ['out of the code, unsaid', flag([]), 'verified', ['not_in_code']],
  ['out of the code', flag([step('code_removed', 9)]), 'code_removed', []],
  [
    'deployed and still asked',
    flag(gone, [place('production', 'on', { lastEvaluated: NOW - 1 })]),
    'code_gone',
    ['still_evaluated'],
  ],
  ['off', flag([...gone, step('off', 1)]), 'off_soak', []],
  ['gone', flag([step('closed', 1), step('deleted', 2)]), 'closed', []],
])('a flag that is %s', (_, facts, lifecycle, stale) => {
  expect([lifecycleOf(facts, NOW), staleKinds(facts, NOW).map(({ kind }) => kind)]).toEqual([lifecycle, stale]);
});
