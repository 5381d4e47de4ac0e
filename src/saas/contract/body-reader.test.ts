import { describe, expect, it } from 'vitest';
import { BodyReader } from './body-reader.ts';

describe('BodyReader', () => {
  it('tells absent from null from a value', () => {
    const reader = new BodyReader({ nothing: null, day: '2024-02-29', on: false, count: 0, word: 'x' });
    expect(reader.date('absent')).toBeUndefined();
    expect(reader.date('nothing')).toBeNull();
    expect(reader.date('day')).toBe('2024-02-29');
    expect(reader.boolean('on')).toBe(false);
    expect(reader.wholeNumber('count')).toBe(0);
    expect(reader.text('word')).toBe('x');
    expect(reader.problems).toEqual({});
  });

  it('does not take what an object inherits for an attribute', () => {
    const reader = new BodyReader({});
    expect(reader.oneOf('constructor', 'x', String)).toBeUndefined();
    expect(reader.text('toString')).toBeUndefined();
    expect(reader.problems).toEqual({});
  });

  it('collects every problem, also several of one attribute and nested ones', () => {
    const reader = new BodyReader({ count: '5', day: '2023-02-29', word: '', on: 'true' });
    expect(reader.wholeNumber('count', 1, 9)).toBeUndefined();
    expect(reader.date('day')).toBeUndefined();
    expect(reader.text('word', 3)).toBeUndefined();
    expect(reader.boolean('on')).toBeUndefined();
    reader.refuse('count', 'is odd');
    reader.add({ 'nested.count': ['is even', 'is late'] });
    expect(reader.problems).toEqual({
      count: ['must be a whole number from 1 to 9', 'is odd'],
      day: ['must be a day of the calendar, written as YYYY-MM-DD'],
      word: ['must be a text of 1 to 3 characters'],
      on: ['must be true or false'],
      'nested.count': ['is even', 'is late'],
    });
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, -0.5, [], {}, '1'])(
    'knows that %j is no whole number',
    (sent) => {
      const reader = new BodyReader({ count: sent });
      expect(reader.wholeNumber('count', 0, Number.MAX_SAFE_INTEGER)).toBeUndefined();
      expect(reader.problems).toHaveProperty('count');
    },
  );
});
