import { expect, test } from 'vitest';
import { KeySequence } from './key-sequence.ts';

const KNOWN = ['g n', 'g f', '?', 'n'];

test('one key, two keys in time, and a key that ends what others began', () => {
  const sequence = new KeySequence();
  expect(sequence.press('?', KNOWN, 0)).toBe('?');
  expect(sequence.press('g', KNOWN, 10)).toBeUndefined();
  expect(sequence.press('n', KNOWN, 500)).toBe('g n');
  expect(sequence.press('n', KNOWN, 600)).toBe('n');
  expect(sequence.press('g', KNOWN, 700)).toBeUndefined();
  expect(sequence.press('n', KNOWN, 1_800)).toBe('n');
  expect(sequence.press('g', KNOWN, 2_000)).toBeUndefined();
  expect(sequence.press('x', KNOWN, 2_010)).toBeUndefined();
  expect(sequence.press('f', KNOWN, 2_020)).toBeUndefined();
});
