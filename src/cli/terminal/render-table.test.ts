import { describe, expect, it } from 'vitest';
import { renderTable } from './render-table.ts';

describe('renderTable', () => {
  it('lines columns up, without spaces at the ends of lines', () => {
    expect(
      renderTable(
        ['ID', 'NAME', 'WHEN'],
        [
          [1, 'Ada', null],
          [1000, 'B', '2026-01-01'],
        ],
      ),
    ).toEqual(['ID    NAME  WHEN', '1     Ada   -', '1000  B     2026-01-01']);
  });

  it('goes on in another line of the same row after a line break', () => {
    expect(
      renderTable(
        ['A', 'B'],
        [
          ['one\ntwo', 'x'],
          ['three', 'y'],
        ],
      ),
    ).toEqual(['A      B', 'one    x', 'two', 'three  y']);
  });

  it('counts what takes two columns as two', () => {
    expect(
      renderTable(
        ['NAME', 'ROLE'],
        [
          ['山田', 'admin'],
          ['e\u0301a🙂', 'viewer'],
          ['Ada', 'x'],
        ],
      ),
    ).toEqual(['NAME  ROLE', '山田  admin', 'e\u0301a🙂  viewer', 'Ada   x']);
  });

  it('shows flags, lists and objects, and no control characters', () => {
    const row = [true, false, ['a', 'b'], [], { a: 1 }, '', 'a\u001b[31mb\tc'];
    expect(renderTable(['A', 'B', 'C', 'D', 'E', 'F', 'G'], [row])[1]).toBe(
      'yes  no  a, b  -  {"a":1}  -  a\ufffd[31mb\ufffdc',
    );
  });

  it('renders ten thousand rows in no time', () => {
    const begun = performance.now();
    expect(
      renderTable(
        ['A', 'B'],
        Array.from({ length: 10_000 }, (_, id) => [id, 'one\ntwo']),
      ),
    ).toHaveLength(20_001);
    expect(performance.now() - begun).toBeLessThan(2_000);
  });
});
