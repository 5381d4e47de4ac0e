import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PortalAnswerInvalid } from '../faults.ts';
import { isBehind, readFeedPage } from './feed-page.ts';

const AS_OF = '2026-11-21T16:00:10.000Z';
const PAGE = { changes: [], next: '1.7', epoch: 2, watermark: '2026-11-21T16:00:09.500Z', as_of: AS_OF };
const at = '2026-11-21T16:00:07.000Z';

describe('a page of the feed', () => {
  test('tells changes with their age, and how far it lags behind', () => {
    const changes = [
      { cursor: '1.6', cause: 'block', at, namespace_id: 5, version: 3 },
      { cursor: '1.7', cause: 'rules', at: '2026-11-21T16:00:11.000Z', rule_set: 4 },
    ];
    expect(readFeedPage({ ...PAGE, changes })).toEqual({
      changes: [
        { ageMs: 3_000, namespaceId: 5, version: 3 },
        { ageMs: 0, ruleSet: 4 },
      ],
      next: '1.7',
      epoch: 2,
      behindMs: 500,
    });
  });

  test.each([
    ['more to read', { watermark: null }, undefined],
    ['no time of its own', { as_of: undefined }, 0],
    ['a watermark of the future', { watermark: '2026-11-21T16:00:11.000Z' }, 0],
  ])('with %s', (_, over, behindMs) => {
    expect(readFeedPage({ ...PAGE, ...over }).behindMs).toBe(behindMs);
  });

  test.each([
    [null],
    ['page'],
    [[]],
    [{}],
    [{ ...PAGE, changes: {} }],
    [{ ...PAGE, next: 7 }],
    [{ ...PAGE, epoch: '2' }],
    [{ ...PAGE, epoch: -1 }],
    [{ ...PAGE, changes: [null] }],
    [{ ...PAGE, changes: [{ at }] }],
    [{ ...PAGE, changes: [{ at, namespace_id: 5 }] }],
    [{ ...PAGE, changes: [{ at, namespace_id: '5', version: 3 }] }],
    [{ ...PAGE, changes: [{ at, namespace_id: 5, version: 0.5 }] }],
    [{ ...PAGE, changes: [{ at, rule_set: 2 ** 53 }] }],
  ])('is not %j', (body) => {
    expect(() => readFeedPage(body)).toThrow(PortalAnswerInvalid);
  });

  test('is one or is refused, whatever came', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const body of [value, { ...PAGE, changes: value }, { ...PAGE, changes: [value] }]) {
          try {
            readFeedPage(body);
          } catch (error) {
            expect(error).toBeInstanceOf(PortalAnswerInvalid);
          }
        }
      }),
    );
  });
});

test.each([
  ['1.9', '1.10', true],
  ['1.10', '1.9', false],
  ['1.9', '2.1', true],
  ['2.1', '1.9', false],
  ['9.1', '10.1', true],
  ['1.9', '1.9', false],
  ['some', 'other', true],
  ['some', 'some', false],
])('%s is behind %s: %s', (one, other, expected) => {
  expect(isBehind(one, other)).toBe(expected);
});
