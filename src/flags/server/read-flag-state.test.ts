import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BadRequest } from '#kit/errors/bad-request.ts';
import { writeFlagState } from './flag-state.ts';
import { readFlagState } from './read-flag-state.ts';

const codeOf = (text: string) => {
  try {
    readFlagState(text);
  } catch (error) {
    return (error as BadRequest).code;
  }
  return undefined;
};

describe('readFlagState', () => {
  it.each([
    ['on', { kind: 'on' }],
    ['off', { kind: 'off' }],
    ['users:7', { kind: 'users', users: ['7'] }],
    ['users:7, 8,7', { kind: 'users', users: ['7', '8'] }],
    ['percent:0', { kind: 'percent', percent: 0, users: [] }],
    ['percent:100', { kind: 'percent', percent: 100, users: [] }],
    ['percent:25+users:7,8', { kind: 'percent', percent: 25, users: ['7', '8'] }],
  ])('reads %s', (text, state) => {
    expect(readFlagState(text)).toEqual(state);
  });

  it.each(['0.5', '.5', '1.0', '25.0000000000000001', '99.99'])('refuses %s percent with the reason', (percent) => {
    expect(() => readFlagState(`percent:${percent}`)).toThrow(/Clients know whole percents only/);
    expect(codeOf(`percent:${percent}`)).toBe('percent_not_whole');
  });

  it.each([
    '',
    'ON',
    'maybe',
    'percent',
    'percent:',
    'percent:101',
    'percent:-1',
    'percent:1e1',
    'percent:25%',
    'percent:1000',
    'users:',
    'users:0',
    'users:7,,8',
    'users:07',
    'users:x',
    'users:1.5',
    'users:9007199254740993',
    '+users:7',
    'percent:25+',
    'percent:25users:7',
    'users:7+percent:25',
    'on,off',
    ' on',
  ])('refuses "%s"', (text) => {
    expect(codeOf(text)).toBe('invalid_request');
  });

  it('takes 250 users and refuses more', () => {
    const users = (count: number) => `users:${Array.from({ length: count }, (_, place) => place + 1).join(',')}`;
    expect(readFlagState(users(250))).toMatchObject({ kind: 'users' });
    expect(codeOf(users(251))).toBe('too_many_users');
    expect(codeOf(`percent:1+${users(251)}`)).toBe('too_many_users');
  });

  it('reads whatever it has written', () => {
    const ids = fc.uniqueArray(fc.integer({ min: 1 }).map(String), { minLength: 1, maxLength: 20 });
    const percents = fc.tuple(fc.integer({ min: 0, max: 100 }), fc.oneof(fc.constant([] as string[]), ids));
    const states = fc.oneof(
      fc.constantFrom({ kind: 'on' } as const, { kind: 'off' } as const),
      ids.map((users) => ({ kind: 'users', users }) as const),
      percents.map(([percent, users]) => ({ kind: 'percent', percent, users }) as const),
    );
    fc.assert(
      fc.property(states, (state) => {
        expect(readFlagState(writeFlagState(state))).toEqual(state);
      }),
    );
  });
});
