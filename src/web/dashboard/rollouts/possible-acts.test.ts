import { describe, expect, test } from 'vitest';
import type { DescribedRollout } from '#portal/contract/rollout-answers.ts';
import { canRollBack, possibleActs } from './possible-acts.ts';

type Seen = Parameters<typeof possibleActs>[0];
const VIEWER = { id: 1, role: 'viewer', email: 'viewer@example.com' } as const;
const OPERATOR = { id: 2, role: 'operator', email: 'operator@example.com' } as const;
const ADMIN = { id: 3, role: 'admin', email: 'admin@example.com' } as const;

const next = { do: 'hold', sentence: 'it waits', because: 'minimum_hold', waivable: 'minimum_hold', at: null } as const;
const approval = { to: 'on', needed: 1, approvers: ['admin'], asked_at: '2026-11-21T12:00:00Z', given: [] };
const seen = (more: Partial<Seen> = {}): Seen => ({
  phase: 'running',
  paused: null,
  next,
  approval: null,
  finished_at: null,
  in_code: true,
  ...more,
});
const paused = (because: string): Pick<DescribedRollout, 'phase' | 'paused'> => ({
  phase: 'paused',
  paused: { because, sentence: 'because' },
});

test('a viewer can do nothing, and an operator what holds, pauses and is there for it', () => {
  expect(possibleActs(seen(), VIEWER)).toEqual([]);
  expect(canRollBack(seen(), VIEWER)).toBe(false);
  expect(possibleActs(seen(), OPERATOR)).toEqual(['waive', 'presence', 'pause']);
  expect(possibleActs(seen({ next: { ...next, waivable: null } }), OPERATOR)).toEqual(['presence', 'pause']);
});

test('whose edit it is is settled before it goes on', () => {
  const still = { ...next, waivable: null };
  expect(possibleActs(seen({ ...paused('foreign_edit'), next: still }), OPERATOR)).toEqual([
    ...(['adopt', 'revert', 'presence'] as const),
  ]);
  expect(possibleActs(seen({ ...paused('by_hand'), next: still }), OPERATOR)).toEqual(['resume', 'presence']);
});

describe('a step that waits for approval', () => {
  const waits = (more: object = {}) => seen({ approval: { ...approval, ...more } });
  test('is approved by whom the plan names, by role or by address, once each', () => {
    expect(possibleActs(waits(), ADMIN)).toContain('approve');
    expect(possibleActs(waits(), OPERATOR)).not.toContain('approve');
    expect(possibleActs(waits({ approvers: ['Operator@example.com'] }), OPERATOR)).toContain('approve');
    const given = [{ id: ADMIN.id, by: 'The admin', at: '2026-11-21T12:01:00Z', reason: 'well' }];
    expect(possibleActs(waits({ given }), ADMIN)).not.toContain('approve');
  });

  test('is not approved before it is asked for, nor while it is paused', () => {
    expect(possibleActs(waits({ asked_at: null }), ADMIN)).not.toContain('approve');
    expect(possibleActs({ ...waits(), ...paused('by_hand') }, ADMIN)).not.toContain('approve');
  });
});

test('it can be rolled back from every state but the one in which it was, and as long as code knows the flag', () => {
  for (const phase of ['running', 'verifying', 'paused', 'completed'] as const) {
    expect(
      canRollBack(seen({ phase, finished_at: phase === 'completed' ? '2026-11-21T12:00:00Z' : null }), OPERATOR),
    ).toBe(true);
  }
  expect(canRollBack(seen({ phase: 'rolled_back' }), OPERATOR)).toBe(false);
  expect(canRollBack(seen({ phase: 'completed', in_code: false }), OPERATOR)).toBe(false);
});
