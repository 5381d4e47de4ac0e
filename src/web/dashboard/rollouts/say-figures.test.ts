import { expect, test } from 'vitest';
import { figureRows } from './say-figures.ts';

test('figures of a gate are named, and what is not known is said to be', () => {
  const latency = { p50_ms: 12.5, p95_ms: 1_200, p99_ms: null };
  const figures = { exposed: 1_200, ceiling: 0.05, with: latency, others: [], value: null, strata: 4 };
  expect(figureRows(figures)).toEqual([
    ['With the flag', '1,200'],
    ['Bad in any case above', '0.05'],
    ['With the flag', 'p50 12.5 ms, p95 1,200 ms, p99 not known ms'],
    ['Without it', 'none'],
    ['value', 'not known'],
    ['strata', '4'],
  ]);
});
