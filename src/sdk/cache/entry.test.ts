import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Entry, LONGEST_ENTRY, readEntry, writeEntry, writeHead } from './entry.ts';

const whole = fc.maxSafeNat();
const word = (length: number) => fc.stringMatching(new RegExp(`^[0-9A-Za-z]{0,${length}}$`));
const codes = fc.array(fc.stringMatching(/^[A-Za-z0-9_-]{1,6}$/), { maxLength: 4 }).map((list) => list.join('.'));
const answer = fc.record({
  ruleSet: whole,
  generation: word(2),
  filled: whole,
  life: fc.oneof(whole, fc.constant(Number.POSITIVE_INFINITY)),
  codes,
});
const entry: fc.Arbitrary<Entry> = fc.record({
  epoch: whole,
  version: whole,
  token: word(5),
  answer: fc.option(answer, { nil: undefined }),
});

describe('an entry', () => {
  test('comes back as it was written, tombstones too', () => {
    const comesBack = fc.property(entry, (one) => {
      expect(readEntry(writeEntry(one))).toEqual(one);
    });
    fc.assert(comesBack, { numRuns: 500 });
  });

  test('is short, for what a portal says in decades', () => {
    const realistic = fc.record({
      epoch: fc.nat(1_000),
      version: fc.nat(1_000_000),
      token: fc.stringMatching(/^[0-9A-Za-z]{5}$/),
      answer: fc.record({
        ruleSet: fc.nat(1_000),
        generation: fc.stringMatching(/^[0-9A-Za-z]{2}$/),
        // Until 2038, and for two years.
        filled: fc.nat(2 ** 31),
        life: fc.nat(63_072_000),
        codes: fc.constantFrom('', 'u', 'u.p', 'u.p.d.e', 'xabcd.xefg'),
      }),
    });
    const isShort = fc.property(realistic, (one) => {
      expect(writeEntry(one).length).toBeLessThanOrEqual(LONGEST_ENTRY);
    });
    fc.assert(isShort);
  });

  test('reads as docs/decisions/0010 writes it', () => {
    const one = { ruleSet: 37, generation: 'aB', filled: 1_763_740_800, life: 3_600, codes: 'u.p' };
    expect(writeEntry({ epoch: 2, version: 71, token: 'tOken', answer: one })).toBe('2.1z|tOken|11.aB|t63340+2s0|u.p');
    expect(writeEntry({ epoch: 2, version: 71, token: '', answer: { ...one, life: Infinity } })).toContain('+|');
    expect(writeEntry({ epoch: 2, version: 71, token: '', answer: undefined })).toBe('2.1z|');
    expect(writeHead(2, 71)).toBe('2.1z');
  });

  test.each([
    '',
    'what is this',
    '|',
    '1|',
    '1.|',
    '.1|',
    '1.2',
    '-1.2|',
    '1.2A|',
    '1.2|t|',
    '1.2|t|1.0',
    '1.2|t|1|x+|u',
    '1.2|t|1.0|x|u',
    '1.2|t|1.0|+|u',
    '1.2|t|1.0|x+!|u',
    '1.2|t|.0|x+|u',
    '{"version":1}',
  ])('of %j is none', (garbage) => {
    expect(readEntry(garbage)).toBeUndefined();
  });

  test('is none, or one of whole numbers, whatever lies there', () => {
    const alphabet = fc.constantFrom(...'01aZ.|+- é');
    fc.assert(
      fc.property(fc.string({ unit: alphabet, maxLength: 30 }), (text) => {
        const read = readEntry(text);
        if (read) expect([read.epoch, read.version].every((number) => number >= 0)).toBe(true);
        if (read?.answer) expect(readEntry(writeEntry(read))).toEqual(read);
      }),
      { numRuns: 2_000 },
    );
  });
});
