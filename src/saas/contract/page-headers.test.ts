import { describe, expect, it } from 'vitest';
import { pageHeaders } from './page-headers.ts';
import { readPage } from './read-page.ts';

describe('pages of a list', () => {
  it.each([
    [{}, { page: 1, perPage: 20 }],
    [undefined, { page: 1, perPage: 20 }],
    [
      { page: '3', per_page: '100' },
      { page: 3, perPage: 100 },
    ],
    [
      { page: '0', per_page: '0' },
      { page: 1, perPage: 20 },
    ],
    [
      { page: ['1', '2'], per_page: 'x' },
      { page: 1, perPage: 20 },
    ],
    [
      { page: '999999999', per_page: '101' },
      { page: 1_000_000, perPage: 100 },
    ],
  ])('reads %j', (query, page) => {
    expect(readPage(query)).toEqual(page);
  });

  it('says where the reader is', () => {
    expect(pageHeaders({ page: 2, perPage: 20 }, 41)).toEqual({
      'x-page': '2',
      'x-per-page': '20',
      'x-prev-page': '1',
      'x-next-page': '3',
      'x-total': '41',
      'x-total-pages': '3',
    });
    expect(pageHeaders({ page: 3, perPage: 20 }, 41)).toMatchObject({ 'x-next-page': '' });
  });
});
