import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeEntry } from './entry.ts';
import { DEFAULT_FRESHNESS } from './freshness.ts';
import { judgeEntry, type Moment } from './judge-entry.ts';
import { KnownState } from './known-state.ts';
import { HitReader } from './read-hit.ts';
import { TrialTypeCodes } from './trial-type-codes.ts';

const STORE_NOW = 1_800_000_000_000;
const codes = new TrialTypeCodes();
codes.learn({ ultimate: { code: 'u' }, premium: { code: 'p' } });

function momentOf(masters: string, confirmed: number, distrustedUntil: number): Moment {
  const known = new KnownState();
  const state = {
    epoch: '3',
    rule_set: '5',
    generation: 'a1',
    confirmed: String(confirmed),
    beat: String(STORE_NOW),
    masters: 'm',
    distrusted: String(distrustedUntil),
  };
  known.observe({ now: STORE_NOW, number: 1, state }, 1_000, 1_000);
  known.masters = masters;
  const softBecause = known.softBecause(1_000);
  return { now: 1_000, storeNow: STORE_NOW, softBecause, known, codes, freshness: DEFAULT_FRESHNESS };
}

const now = STORE_NOW / 1_000;
const answers = fc.record({
  ruleSet: fc.constantFrom(5, 5, 5, 4, 6),
  generation: fc.constantFrom('a1', 'a1', 'a1', 'a', 'a12'),
  filled: fc.oneof(fc.integer({ min: now - 90_000, max: now + 5 }), fc.integer({ min: now - 5, max: now + 5 })),
  life: fc.oneof(fc.constant(Number.POSITIVE_INFINITY), fc.integer({ min: 0, max: 60_000 })),
  codes: fc.constantFrom('', 'u', 'p', 'u.p', 'zz', 'u.zz'),
});
const entries = fc.record({
  epoch: fc.constantFrom(3, 3, 3, 2, 4),
  version: fc.nat(100_000),
  token: fc.constantFrom('', 'Ab1xY', 'q'),
  answer: fc.option(answers, { nil: undefined, freq: 9 }),
});
const texts = fc.oneof(
  { weight: 9, arbitrary: entries.map(writeEntry) },
  { weight: 1, arbitrary: fc.string() },
  { weight: 1, arbitrary: entries.map((entry) => writeEntry(entry).slice(0, -3)) },
);
const moments = fc.constantFrom(
  momentOf('m', STORE_NOW, 0),
  momentOf('other', STORE_NOW, 0),
  momentOf('m', STORE_NOW - 31_000, 0),
  momentOf('m', STORE_NOW, STORE_NOW + 1),
);

test('says of every entry what judging it in full says, or leaves it to that', () => {
  let hits = 0;
  fc.assert(
    fc.property(
      moments,
      fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), texts), { maxLength: 8 }),
      (moment, batch) => {
        const reader = HitReader.at(moment);
        for (const [id, text] of batch) {
          const hit = reader?.read(id, text);
          const judged = judgeEntry(id, text, moment, undefined, undefined);
          if (judged.verdict === 'hit' && judged.answer?.epoch === 3) expect(hit).toEqual(judged.answer);
          if (!hit) continue;
          hits += 1;
          expect(judged).toMatchObject({
            verdict: 'hit',
            answer: hit,
            token: reader?.token,
            freshUntil: reader?.freshUntil,
          });
        }
      },
    ),
    { numRuns: 2_000 },
  );
  expect(hits).toBeGreaterThan(100);
});
