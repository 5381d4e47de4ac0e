import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CODES, sayCode } from './say-code.ts';

test('says every code of the SDK that docs/errors.md has, and no other', () => {
  const [, sdk = ''] = readFileSync('docs/errors.md', 'utf8').split('\n## The SDK\n');
  const [own = ''] = sdk.split('\n## ');
  const told = [...own.matchAll(/^\| `([a-z_]+)` \|/gm)].map(([, code]) => code);
  expect(told.length).toBeGreaterThan(10);
  // The caller's mistake, which is none of a check that was answered.
  expect(Object.keys(CODES).sort()).toEqual(told.filter((code) => code !== 'invalid_eligibility_question').sort());
});

test('an unknown one stands for itself', () => {
  expect(sayCode('something_new').means).toBe('something_new');
});
