import { expect, it } from 'vitest';
import { readId } from './read-id.ts';

it.each([
  ['1', 1],
  ['42', 42],
  ['9007199254740991', Number.MAX_SAFE_INTEGER],
])('reads %s', (text, id) => {
  expect(readId(text)).toBe(id);
});

it.each(['', '0', '-1', '+1', '01', '1.0', '1e3', ' 1', '1 ', '٣', '9007199254740992', '9'.repeat(200), 'null'])(
  'knows that %j is no id',
  (text) => {
    expect(readId(text)).toBeUndefined();
  },
);
