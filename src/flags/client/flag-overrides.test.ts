import { expect, test } from 'vitest';
import { readFlagOverrides, writeFlagOverrides } from './flag-overrides.ts';

test('reads and writes a list', () => {
  const overrides = readFlagOverrides(' example_flag = on');
  expect(overrides).toEqual({ example_flag: true });
  expect(writeFlagOverrides(overrides)).toBe('example_flag=on');
  expect(writeFlagOverrides({})).toBe('');
});

test.each([
  '',
  'example_flag',
  'example_flag=maybe',
  'example_flga=on',
  'example_flag=on,example_flag=off',
  '__proto__=on',
  'example_flag=on,',
])('refuses "%s"', (text) => {
  expect(() => readFlagOverrides(text)).toThrow(RangeError);
});
