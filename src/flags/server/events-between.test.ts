import { expect, test } from 'vitest';
import { eventsBetween, hydration } from './events-between.ts';
import type { Feature, Segment } from './feature.ts';
import { takeSnapshot } from './flag-snapshot.ts';

const feature = (name: string, enabled: boolean) => ({ name, enabled, strategies: [] }) as Feature;
const segment = (id: number, value: string) => ({ id, constraints: [{ values: [value] }] }) as unknown as Segment;
const snapshot = (revision: number, features: Feature[], segments: Segment[] = []) =>
  takeSnapshot({ name: 'test', revision, features, segments });

test('a change is what has changed, with its revision', () => {
  const old = snapshot(
    1,
    [feature('a', false), feature('b', true), feature('c', true)],
    [segment(1, 'x'), segment(2, 'y')],
  );
  const now = snapshot(2, [feature('a', true), feature('b', true)], [segment(1, 'z'), segment(3, 'y')]);
  expect(eventsBetween(old, now)).toEqual([
    { type: 'segment-updated', eventId: 2, segment: segment(1, 'z') },
    { type: 'segment-updated', eventId: 2, segment: segment(3, 'y') },
    { type: 'feature-updated', eventId: 2, feature: feature('a', true) },
    { type: 'feature-removed', eventId: 2, featureName: 'c', project: 'default' },
    { type: 'segment-removed', eventId: 2, segmentId: 2 },
  ]);
  expect(eventsBetween(now, now)).toEqual([]);
});

test('flags that nobody has set are served with their default, and a tag says what was served', () => {
  const [empty, same, other] = [snapshot(0, []), snapshot(0, []), snapshot(0, [feature('a', true)])];
  const names = hydration(empty).features as Feature[];
  expect(names.map(({ name, enabled }) => [name, enabled])).toContainEqual(['example_flag', false]);
  expect(empty.etag).toBe(same.etag);
  // After a restore the same revision can hold something else.
  expect(other.etag).not.toBe(empty.etag);
});
