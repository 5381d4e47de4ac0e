import { expect, test } from 'vitest';
import { foldEmail } from './fold-email.ts';

test.each([
  ['Ada@Example.com', 'ada@example.com'],
  ['ada+trial7@example.com', 'ada@example.com'],
  ['A.d.a@gmail.com', 'ada@gmail.com'],
  ['ada@googlemail.com', 'ada@gmail.com'],
  [' ada@example.com ', 'ada@example.com'],
  ['a.b@example.com', 'a.b@example.com'],
])('%s is the box %s', (address, box) => {
  expect(foldEmail(address)).toBe(box);
});

test.each(['', 'ada', '@example.com', 'ada@'])('%j is no address', (address) => {
  expect(foldEmail(address)).toBeUndefined();
});
