import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nameGroup } from './name-group.ts';

describe('a group is called', () => {
  test.each([
    ['Zeta', 'Zeta', 'zeta'],
    ['  Zeta & Söhne'.replace(' &', ''), 'Zeta Söhne', 'zeta-sohne'],
    ['<b>Zeta</b>', 'Zeta', 'zeta'],
    ['日本', '日本', 'group'],
    ['🚀 Rockets (EU)', '🚀 Rockets (EU)', 'rockets-eu'],
    ['a.b_c+d', 'a.b_c+d', 'a.b_c-d'],
  ])('%j', (text, name, slug) => {
    expect(nameGroup(text)).toEqual({ kind: 'named', name, slug });
  });

  test.each([
    ['', "can't be blank"],
    ['   ', "can't be blank"],
    ['<script></script>', "can't be blank"],
    [' _invalid_ ', 'gives a URL'],
    ['thing.git', 'gives a URL'],
    ["Robert'); DROP TABLE", 'can contain only'],
    ['x'.repeat(256), 'is too long'],
    ['-dash', 'can contain only'],
    ['a\u0000b', 'can contain only'],
  ])('not %j', (text, problem) => {
    expect(nameGroup(text)).toMatchObject({ kind: 'wrong', problem: expect.stringContaining(problem) });
  });

  test('whatever is typed: a name and an address that can be one, or a problem', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const named = nameGroup(text);
        if (named.kind === 'named') expect(named.slug).toMatch(/^[a-z0-9]([a-z0-9_.-]*[a-z0-9])?$/);
        else expect(named.problem).not.toBe('');
      }),
    );
  });
});
