import { setImmediate as turn } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import type { EligibilityAnswers } from '../eligibility-source.ts';
import { PortalOverloaded } from '../faults.ts';
import { type Load, Loader, type Want } from './loader.ts';

const WANT: Want = { id: 1, token: '', floor: { epoch: 1, version: 5 }, primary: false, notBefore: 0 };

describe('the loader', () => {
  let now = 0;
  let generation = 'a';
  let sent: { readonly load: Load; readonly answer: (error?: Error) => void }[] = [];
  let kept = Promise.withResolvers<void>();
  let loader: Loader;
  beforeEach(() => {
    [now, generation, sent, kept] = [1_000, 'a', [], Promise.withResolvers<void>()];
    // Its own, because what an earlier test asked for may be sent in this one.
    const here = sent;
    loader = new Loader({
      concurrency: 2,
      waiting: 2_500,
      batch: 1_000,
      now: () => now,
      generation: () => generation,
      ask: (load) =>
        new Promise<EligibilityAnswers>((resolve, reject) => {
          here.push({ load, answer: (error) => (error ? reject(error) : resolve(new Map())) });
        }),
      keep: () => kept.promise,
    });
  });
  const want = (over: Partial<Want> = {}) => loader.want({ ...WANT, ...over });

  test('sends together what is asked together', async () => {
    const loads = new Set([want(), want({ id: 2 }), want({ id: 2 })]);
    expect(loads.size).toBe(1);
    await turn();
    expect(sent.map(({ load }) => [...load.wants.keys()])).toEqual([[1, 2]]);
    expect(sent[0]?.load.sentAt).toBe(1_000);
  });

  test('one that was not sent takes on what the second reader saw, and the strictest of both', async () => {
    const load = want({ primary: true, notBefore: 900 });
    expect(want({ token: 'other', floor: { epoch: 1, version: 9 }, notBefore: 400 })).toBe(load);
    expect(want({ token: 'other', floor: { epoch: 1, version: 2 } })).toBe(load);
    const expected = { token: 'other', floor: { epoch: 1, version: 9 }, primary: true, notBefore: 900 };
    expect(load.wants.get(1)).toMatchObject(expected);
  });

  test.each([
    ['the same', {}, true],
    ['a lower floor', { floor: { epoch: 1, version: 4 } }, true],
    ['a moment before it was sent', { notBefore: 1_000 }, true],
    ['a higher floor', { floor: { epoch: 1, version: 6 } }, false],
    ['a higher epoch', { floor: { epoch: 2, version: 0 } }, false],
    ['another token', { token: 'other' }, false],
    ['no token, since nothing could be read', { token: undefined }, false],
    ['the primary', { primary: true }, false],
    ['a moment after it was sent', { notBefore: 1_001 }, false],
  ])('one that was sent is joined by who wants %s: %s', async (_, over, isJoined) => {
    const load = want();
    await turn();
    expect(want(over) === load).toBe(isJoined);
    await turn();
    expect(sent).toHaveLength(isJoined ? 1 : 2);
  });

  test('nobody joins one that was sent before the store lost writes', async () => {
    const load = want();
    await turn();
    generation = 'b';
    expect(want()).not.toBe(load);
    expect(load.generation).toBe('a');
  });

  test('nobody joins one of which the store could not be read: nothing of it will be stored', async () => {
    const load = want({ token: undefined });
    await turn();
    expect(want({ token: undefined })).not.toBe(load);
  });

  test('one that was answered is joined until it is stored, and then no more', async () => {
    const load = want();
    await turn();
    sent[0]?.answer();
    await load.settled;
    expect(load.outcome.state).toBe('answered');
    expect(want()).toBe(load);
    kept.resolve();
    await turn();
    expect(want()).not.toBe(load);
  });

  test('one that failed says so, and is not joined', async () => {
    const load = want();
    await turn();
    sent[0]?.answer(new Error('away'));
    await load.settled;
    expect(load.outcome).toEqual({ state: 'failed', error: new Error('away') });
    await turn();
    expect(want()).not.toBe(load);
  });

  test('asks for 1,000 at a time, two at a time, and refuses what nobody could answer', async () => {
    for (let id = 1; id <= 2_500; id++) want({ id });
    expect(() => want({ id: 3_000 })).toThrow(PortalOverloaded);
    // Joining costs nothing.
    expect(() => want({ id: 2_500 })).not.toThrow();
    await turn();
    expect(sent.map(({ load }) => load.wants.size)).toEqual([1_000, 1_000]);
    expect(loader.hasRoom).toBe(false);
    want({ id: 3_000 });
    await turn();
    expect(sent).toHaveLength(2);
    sent[0]?.answer(new Error('away'));
    await turn();
    await turn();
    expect(sent.map(({ load }) => load.wants.size)).toEqual([1_000, 1_000, 501]);
  });
});
