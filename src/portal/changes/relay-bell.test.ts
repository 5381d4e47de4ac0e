import { expect, test } from 'vitest';
import { RelayBell } from './relay-bell.ts';

const moment = () => new Promise((resolve) => setImmediate(resolve));

/** A bell whose notifications are answered one by one. */
function makeBell() {
  const underWay: PromiseWithResolvers<void>[] = [];
  const bell = new RelayBell(() => {
    const one = Promise.withResolvers<void>();
    underWay.push(one);
    return one.promise;
  });
  return { bell, underWay };
}

test('rings once at a time, and once more for all that was committed meanwhile', async () => {
  const { bell, underWay } = makeBell();
  for (let commit = 0; commit < 5; commit++) bell.ring();
  expect(underWay).toHaveLength(1);
  underWay[0]?.resolve();
  await moment();
  expect(underWay).toHaveLength(2);
  underWay[1]?.resolve();
  await moment();
  expect(underWay).toHaveLength(2);
  bell.ring();
  expect(underWay).toHaveLength(3);
});

test('rings on after a ring that failed', async () => {
  const { bell, underWay } = makeBell();
  bell.ring();
  underWay[0]?.reject(new Error('connection lost'));
  await moment();
  bell.ring();
  expect(underWay).toHaveLength(2);
});
