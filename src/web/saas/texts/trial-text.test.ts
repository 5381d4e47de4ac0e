import { expect, test } from 'vitest';
import type { GroupTrialOnWire } from '#saas/contract/product-api.ts';
import { startedText, trialText } from './trial-text.ts';

const NONE: GroupTrialOnWire = {
  state: 'none',
  trial_type: null,
  starts_on: null,
  ends_on: null,
  days_left: null,
  sentence: null,
};

test('every state of a trial has its sentence', () => {
  const running = { ...NONE, state: 'running', ends_on: '2026-12-21', days_left: 29 } as const;
  expect(trialText(NONE)).toBeUndefined();
  expect(trialText(running)).toBe('29 days left, ends 21 December 2026 (UTC)');
  expect(trialText({ ...running, days_left: 1 })).toBe('1 day left, ends 21 December 2026 (UTC)');
  expect(trialText({ ...running, state: 'ended', days_left: null })).toBe('The trial ended on 21 December 2026 (UTC).');
  expect(trialText({ ...NONE, state: 'confirming' })).toContain('starts as soon as it can be confirmed');
  expect(trialText({ ...NONE, state: 'refused', sentence: 'Used already.' })).toBe('Used already.');
});

test('success tells the day, except where somebody came for security', () => {
  expect(startedText('2026-12-21')).toBe(
    'You have successfully started a GitLab Ultimate trial that will expire on 21 December 2026 (UTC).',
  );
  expect(startedText('2026-12-21', 'discover-group-security')).toBe('Congratulations, your free trial is activated.');
});
