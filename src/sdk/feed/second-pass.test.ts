import { expect, test } from 'vitest';
import { type Page, SECOND_PASS_AFTER, SecondPass } from './second-pass.ts';

const pageOf = (cursor: string, dueAt: number, changes = 1): Page => ({
  changes: Array.from({ length: changes }, (_, id) => ({ id, floor: undefined })),
  ruleSet: undefined,
  cursor,
  dueAt,
});

test('pages are due in their order, and stay until they are done', () => {
  const [one, two] = [pageOf('1.1', 100), pageOf('1.2', 200)];
  const pass = new SecondPass();
  expect([pass.isEmpty, pass.due(1_000)]).toEqual([true, undefined]);
  pass.add(one);
  pass.add(two);
  expect([pass.due(99), pass.due(100), pass.due(500)]).toEqual([undefined, one, one]);
  pass.done(two);
  expect(pass.due(500)).toBe(one);
  pass.done(one);
  expect([pass.due(199), pass.due(200)]).toEqual([undefined, two]);
  pass.clear();
  expect([pass.isEmpty, pass.due(500)]).toEqual([true, undefined]);
});

test('it is full before it takes all memory', () => {
  const pass = new SecondPass();
  const page = pageOf('1.1', 0, 100_000);
  pass.add(page);
  expect(pass.isFull).toBe(false);
  pass.add(pageOf('1.2', 0, 100_000));
  expect(pass.isFull).toBe(true);
  pass.done(page);
  expect(pass.isFull).toBe(false);
});

test('it comes when no fill that is still accepted can be older', () => {
  expect(SECOND_PASS_AFTER).toBeGreaterThanOrEqual(2 * 5_000);
});
