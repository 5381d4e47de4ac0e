import { expect, test } from 'vitest';
import { InProcessStore } from '#sdk/cache/store/in-process-store.ts';
import { describeStore } from './store-suite.ts';
import { fillOf } from './support/store-under-test.ts';

const MOST = 1_000;

function open() {
  let now = 1_000;
  const store = new InProcessStore({ monotonic: () => now, wall: () => now }, MOST);
  const pass = async (milliseconds: number) => {
    now += milliseconds;
  };
  return { store, pass };
}

describeStore('the store of one process alone', open);

test('holds no more than it was told to; what was not read for longest goes first', async () => {
  const { store } = open();
  const { now } = await store.describe();
  await store.fill([fillOf(MOST + 1), ...Array.from({ length: MOST }, (_, at) => fillOf(at + 1))], now);
  await store.read([2]);
  await store.fill([fillOf(MOST + 2)], now);
  expect((await store.read([MOST + 1, 1, 2, MOST + 2])).map((text) => text !== null)).toEqual([
    false,
    false,
    true,
    true,
  ]);
});
