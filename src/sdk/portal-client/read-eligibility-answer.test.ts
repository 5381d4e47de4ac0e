import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PortalAnswerInvalid } from '../faults.ts';
import { lifeOf, readEligibilityAnswer } from './read-eligibility-answer.ts';

const AS_OF = '2026-11-21T16:00:00.000Z';
const ANSWER = {
  success: true,
  namespaces: { 5: ['ultimate'], 6: [] },
  versions: { 5: 3, 6: 0 },
  valid_until: { 5: '2026-11-21T17:00:00.000Z', 6: null },
  rule_set: 4,
  epoch: 2,
  as_of: AS_OF,
};

describe('an answer of the portal', () => {
  test('is read', () => {
    expect(readEligibilityAnswer(ANSWER)).toEqual({
      namespaces: ANSWER.namespaces,
      versions: ANSWER.versions,
      validUntil: ANSWER.valid_until,
      epoch: 2,
      ruleSet: 4,
      asOf: Date.parse(AS_OF),
    });
  });

  test("is read without versions, as GitLab's own portal gives it", () => {
    const read = readEligibilityAnswer({ success: true, namespaces: { 5: ['ultimate'] } });
    expect(read).toMatchObject({ versions: undefined, validUntil: {}, epoch: 0, ruleSet: 0 });
  });

  test('of ten thousand namespaces is read', () => {
    const ids = Array.from({ length: 10_000 }, (_, at) => 2 ** 53 - 1 - at);
    const namespaces = Object.fromEntries(ids.map((id) => [id, ['ultimate']]));
    const versions = Object.fromEntries(ids.map((id) => [id, 2 ** 53 - 1]));
    expect(readEligibilityAnswer({ ...ANSWER, namespaces, versions }).versions?.[2 ** 53 - 1]).toBe(2 ** 53 - 1);
  });

  test.each([
    [null],
    ['answer'],
    [[]],
    [{}],
    [{ ...ANSWER, success: false }],
    [{ ...ANSWER, success: 'true' }],
    [{ ...ANSWER, namespaces: [] }],
    [{ ...ANSWER, namespaces: null }],
    [{ ...ANSWER, namespaces: { 5: 'ultimate' } }],
    [{ ...ANSWER, namespaces: { 5: [7] } }],
    [{ ...ANSWER, namespaces: { 5: null } }],
    [{ ...ANSWER, versions: null }],
    [{ ...ANSWER, versions: { 5: '3' } }],
    [{ ...ANSWER, versions: { 5: -1 } }],
    [{ ...ANSWER, versions: { 5: 0.5 } }],
    [{ ...ANSWER, versions: { 5: 2 ** 53 } }],
    [{ ...ANSWER, epoch: undefined }],
    [{ ...ANSWER, rule_set: '4' }],
    [{ ...ANSWER, as_of: 'now' }],
    [{ ...ANSWER, as_of: undefined }],
  ])('is not %j', (body) => {
    expect(() => readEligibilityAnswer(body)).toThrow(PortalAnswerInvalid);
  });

  test('is one or is refused, whatever came', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(ANSWER)), fc.jsonValue(), (field, value) => {
        try {
          const read = readEligibilityAnswer({ ...ANSWER, [field]: value });
          for (const id of [5, 6, 7]) expect(lifeOf(read, id)).toBeGreaterThanOrEqual(0);
        } catch (error) {
          expect(error).toBeInstanceOf(PortalAnswerInvalid);
        }
      }),
      { numRuns: 500 },
    );
  });
});

test.each([
  ['an hour later', '2026-11-21T17:00:00.000Z', 3_600_000],
  ['never', null, Number.POSITIVE_INFINITY],
  ['nothing said', undefined, Number.POSITIVE_INFINITY],
  ['before it was given', '2026-11-21T15:00:00.000Z', 0],
  ['a time that cannot be read', 'soon', 0],
])('holds until: %s', (_, until, life) => {
  const body = { ...ANSWER, valid_until: until === undefined ? {} : { 5: until } };
  expect(lifeOf(readEligibilityAnswer(body), 5)).toBe(life);
});
