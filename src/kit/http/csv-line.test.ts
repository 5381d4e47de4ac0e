import { expect, test } from 'vitest';
import { csvLine } from './csv-line.ts';

test('quotes what needs it, and lets no text become a formula', () => {
  expect(csvLine([1, 'a', null, 'a,b', 'say "no"', { a: 1 }])).toBe('1,a,,"a,b","say ""no""","{""a"":1}"\n');
  expect(csvLine(['=1+1', '@x', '-2', -2])).toBe("'=1+1,'@x,'-2,-2\n");
});
