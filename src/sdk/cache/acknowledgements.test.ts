import { expect, test } from 'vitest';
import { InvalidationUnfinished } from '../faults.ts';
import { Acknowledgements } from './acknowledgements.ts';

/** What processes have applied, as the store would tell. */
function acknowledged() {
  const told = { least: 0, looks: 0, isAway: false };
  const acknowledgements = new Acknowledgements(async () => {
    told.looks += 1;
    if (told.isAway) throw new Error('away');
    return told.least;
  });
  return { told, acknowledgements };
}
const settled = (promise: Promise<void>) =>
  Promise.race([promise.then(() => true), new Promise((resolve) => setTimeout(() => resolve(false), 20))]);

test('waits until every process has applied that message', async () => {
  const { told, acknowledgements } = acknowledged();
  const waiting = acknowledgements.untilAcknowledged(7, 5_000);
  told.least = 6;
  expect(await settled(waiting)).toBe(false);
  told.least = 7;
  await waiting;
  const { looks } = told;
  await acknowledgements.untilAcknowledged(3, 5_000);
  expect(told.looks).toBe(looks + 1);
});

test('nobody with a tier holds nobody up', async () => {
  const { told, acknowledgements } = acknowledged();
  told.least = Number.POSITIVE_INFINITY;
  await acknowledgements.untilAcknowledged(Number.MAX_SAFE_INTEGER, 5_000);
});

test('says when it took too long, and no longer looks', async () => {
  const { told, acknowledgements } = acknowledged();
  const [short, long] = [acknowledgements.untilAcknowledged(7, 20), acknowledgements.untilAcknowledged(5, 5_000)];
  await expect(short).rejects.toThrow(InvalidationUnfinished);
  told.least = 5;
  await long;
  const { looks } = told;
  expect(await settled(new Promise(() => {}))).toBe(false);
  expect(told.looks).toBeLessThanOrEqual(looks + 1);
});

test('goes on looking while the store is away', async () => {
  const { told, acknowledgements } = acknowledged();
  told.isAway = true;
  const waiting = acknowledgements.untilAcknowledged(7, 5_000);
  expect(await settled(waiting)).toBe(false);
  Object.assign(told, { isAway: false, least: 9 });
  await waiting;
});

test('all that wait look together', async () => {
  const { told, acknowledgements } = acknowledged();
  told.least = 1_000;
  await Promise.all(Array.from({ length: 1_000 }, (_, at) => acknowledgements.untilAcknowledged(at, 5_000)));
  expect(told.looks).toBeLessThan(10);
});
