import { describe, expect, test } from 'vitest';
import { type Entry, writeEntry } from './entry.ts';
import { DEFAULT_FRESHNESS } from './freshness.ts';
import { judgeEntry, type Moment } from './judge-entry.ts';
import { KnownState } from './known-state.ts';
import { TrialTypeCodes } from './trial-type-codes.ts';

const STORE_NOW = 1_800_000_000_000;
const HOUR = 3_600;

function momentWith(
  change: { ruleSet?: number; epoch?: number; generation?: string; distrustedUntil?: number } = {},
): Moment {
  const known = new KnownState();
  const state = {
    epoch: String(change.epoch ?? 3),
    rule_set: String(change.ruleSet ?? 5),
    generation: change.generation ?? 'a',
    confirmed: String(STORE_NOW),
    beat: String(STORE_NOW),
    masters: 'm',
    ...(change.distrustedUntil ? { distrusted: String(change.distrustedUntil) } : {}),
  };
  known.observe({ now: STORE_NOW, number: 1, state }, 1_000, 1_000);
  known.masters = 'm';
  const codes = new TrialTypeCodes();
  codes.learn({ ultimate: { code: 'u' } });
  return {
    now: 1_000,
    storeNow: STORE_NOW,
    softBecause: known.softBecause(1_000),
    known,
    codes,
    freshness: DEFAULT_FRESHNESS,
  };
}

const filled = STORE_NOW / 1_000 - 10;
const ANSWER = { ruleSet: 5, generation: 'a', filled, life: Number.POSITIVE_INFINITY, codes: 'u' };
const entry = (change: Partial<Entry> = {}, answer: Partial<NonNullable<Entry['answer']>> = {}) =>
  writeEntry({ epoch: 3, version: 7, token: 't', answer: { ...ANSWER, ...answer }, ...change });
const told = (epoch: number, version: number, token = '') => ({ epoch, version, token, tokenAt: 0, toldAt: 0 });

describe('an entry is', () => {
  test('a hit, with its age and its place in the history', () => {
    const { verdict, answer } = judgeEntry(42, entry(), momentWith(), undefined, undefined);
    expect(verdict).toBe('hit');
    expect(answer).toMatchObject({ source: 'redis', trialTypes: ['ultimate'], epoch: 3, version: 7, askedAt: -9_000 });
  });

  test.each<
    [string, string | null, ReturnType<typeof told> | undefined, { epoch: number; version: number } | undefined]
  >([
    ['there is none', null, undefined, undefined],
    ['it is garbage', 'O:8:"Trial"', undefined, undefined],
    ['it is a tombstone', entry({ answer: undefined }), undefined, undefined],
    ['its epoch is over', entry({ epoch: 2, version: 99 }), undefined, undefined],
    ['it is below what this process was told', entry(), told(3, 8), undefined],
    ['a change without a version came after it', entry(), told(3, 7, 'other'), undefined],
    ['it is below what the caller knows', entry(), undefined, { epoch: 3, version: 8 }],
    ['its life is over', entry({}, { life: 10 }), undefined, undefined],
    ['it comes from the future', entry({}, { filled: filled + 3 * HOUR }), undefined, undefined],
    ['a code of it is not known', entry({}, { codes: 'u.zz' }), undefined, undefined],
  ])('absent where %s', (_, text, floor, wanted) => {
    expect(judgeEntry(42, text, momentWith(), floor, wanted)).toMatchObject({ verdict: 'absent', answer: undefined });
  });

  test.each<[string, string, Moment]>([
    ['older_rule_set', entry({}, { ruleSet: 4 }), momentWith()],
    ['older_generation', entry(), momentWith({ generation: 'b' })],
    ['expired', entry({}, { filled: filled - 9 * HOUR }), momentWith()],
  ])('soft: %s', (because, text, moment) => {
    const { verdict, answer } = judgeEntry(42, text, moment, undefined, undefined);
    expect({ verdict, source: answer?.source, because: answer?.because }).toEqual({
      verdict: 'soft',
      source: 'stale',
      because,
    });
  });

  test('not even stale where its generation is distrusted', () => {
    const moment = momentWith({ generation: 'b', distrustedUntil: STORE_NOW + 1 });
    expect(judgeEntry(42, entry(), moment, undefined, undefined).answer).toBeUndefined();
  });

  test('absent, and yet its token and version count as seen', () => {
    expect(judgeEntry(42, entry(), momentWith(), told(3, 8), undefined)).toMatchObject({
      token: 't',
      floor: { epoch: 3, version: 7 },
    });
  });
});
