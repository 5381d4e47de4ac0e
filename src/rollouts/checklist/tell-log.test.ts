import { expect, test } from 'vitest';
import type { Plan, Step } from '#domain/rollouts/plan.ts';
import { CONTROLLER, type RolloutEvent } from '#domain/rollouts/rollout-event.ts';
import { tellLog } from './tell-log.ts';

const AT = Date.parse('2026-11-21T12:00:00Z');
const ADA = { id: 7, name: 'Ada' };
const step = (to: string, more: Partial<Step> = {}): Step => ({
  to,
  hold: 900,
  period: 0,
  deadline: 86_400,
  people: 20,
  gates: [],
  approvals: 0,
  approvers: [],
  ...more,
});
const plan = {
  flag: 'example_flag',
  checkEvery: 10,
  settle: 20,
  gates: [],
  people: 'customers',
  environments: [
    {
      name: 'production',
      verify: 0,
      presence: 0,
      interlocks: [],
      commit: null,
      steps: [step('users:1'), step('on', { approvals: 2, approvers: ['admin', 'ada@example.com'] })],
    },
  ],
} as unknown as Plan;

const common = { at: AT, by: CONTROLLER };
const BEGUN: RolloutEvent[] = [
  { ...common, by: ADA, kind: 'started', planHash: '4b825dc642cb6eb9a060e54bf8d69288', reason: 'as agreed' },
  {
    ...common,
    kind: 'step_set',
    environment: 0,
    step: 0,
    name: 'production',
    from: 'off',
    to: 'users:1',
    revision: 1,
  },
];
const last = (event: RolloutEvent) => {
  const told = tellLog([...BEGUN, event], plan).at(-1);
  return { words: told?.words, isAnnounced: told?.isAnnounced };
};
const held = (because: string, nextCheckAt: number) =>
  last({ ...common, kind: 'held', because, sentence: 'It waits.', nextCheckAt });
const DEADLINE = ' If it does not go on until 2026-11-22 12:00:00 UTC, it pauses.';

test('a step says until when it is kept', () => {
  expect(tellLog(BEGUN, plan).map(({ words }) => words)).toEqual([
    'Ada started the rollout: as agreed',
    'now 1 named user in production, before nobody; kept until 2026-11-21 12:15:00 UTC at least.',
  ]);
});

test('who holds it is announced with when it is looked at again and by when it has to go on', () => {
  expect(held('presence', AT + 10_000)).toEqual({
    words: `held: It waits. It is looked at again every 10 s.${DEADLINE}`,
    isAnnounced: true,
  });
  expect(held('minimum_people', AT + 3_600_000).words).toContain('looked at again at 2026-11-21 13:00:00 UTC.');
  expect(held('minimum_people', AT).isAnnounced).toBe(true);
  expect(held('minimum_hold', AT + 900_000).isAnnounced).toBe(false);
});

test('approval is asked for with who may give it, and by when', () => {
  expect(last({ ...common, kind: 'approval_asked', environment: 0, step: 1 })).toEqual({
    words: `everybody in production waits for 2 approvals by admin or ada@example.com since 2026-11-21 12:00:00 UTC; it is taken as soon as that is given.${DEADLINE}`,
    isAnnounced: true,
  });
});

test('a roll back says how long it took, and its reason follows', () => {
  const back = { from: 'users:1', to: 'off', revision: 2, reason: null, tookMs: 3.2 };
  const sentence = 'the reason is still to be given';
  const rolled = { ...common, by: ADA, kind: 'rolled_back', because: 'by_hand', sentence, name: 'production' } as const;
  expect(last({ ...rolled, ...back })).toEqual({
    words: 'rolled back to nobody in production by Ada, in 3.2 ms: the reason is still to be given',
    isAnnounced: true,
  });
  expect(last({ ...common, by: ADA, kind: 'reason_given', reason: 'it failed' })).toEqual({
    words: 'Ada gave the reason for the roll back: it failed',
    isAnnounced: true,
  });
});

test('what people note is told to whoever looks, and to no channel', () => {
  expect(last({ ...common, by: ADA, kind: 'line_done', line: 'documentation', text: 'https://docs.example' })).toEqual({
    words: 'Ada noted as done "The documentation is up to date.": https://docs.example',
    isAnnounced: false,
  });
});
