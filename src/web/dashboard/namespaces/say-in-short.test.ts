import { expect, test } from 'vitest';
import { sayInShort } from './say-in-short.ts';

const TYPES = [
  { type: 'free', plans: ['none', 'free'], offered: true },
  { type: 'premium', plans: ['premium'], offered: true },
  { type: 'retired', plans: ['ultimate'], offered: false },
] as unknown as Parameters<typeof sayInShort>[1];

test.each([
  [null, ['free'], {}, true, 'may start a trial'],
  ['free', ['premium'], { free: ['trial_already_used'] }, false, 'trial_already_used'],
  ['ultimate', ['free'], {}, false, 'no trial for the plan ultimate'],
])('on the plan %s with %j', (plan, granted, reasons, may, text) => {
  expect(sayInShort(plan, TYPES, granted, reasons)).toEqual({ may, text });
});
