import { expect, test } from 'vitest';
import type { RolloutEventOnWire } from '#portal/contract/rollout-event-on-wire.ts';
import { isOlder } from './is-older.ts';

const read = (id: number, events: number) => ({ id, events: Array<RolloutEventOnWire>(events) });

test('what was read before something happened does not take it back', () => {
  expect(isOlder(read(1, 4), read(1, 5))).toBe(true);
  expect(isOlder(read(1, 5), read(1, 5))).toBe(false);
  expect(isOlder(read(1, 6), read(1, 5))).toBe(false);
});

test('the next rollout begins with fewer events, and is newer', () => {
  expect(isOlder(read(2, 1), read(1, 9))).toBe(false);
  expect(isOlder(read(1, 9), read(2, 1))).toBe(true);
});
