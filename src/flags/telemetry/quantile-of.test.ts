import { expect, test } from 'vitest';
import { quantileOf } from './quantile-of.ts';

test.each([
  [0.5, [{ bounds: [1, 2], buckets: [0, 10, 0] }], 1.5],
  [0.99, [{ bounds: [1, 2], buckets: [99, 1, 0] }], 1],
  [1, [{ bounds: [1, 2], buckets: [1, 0, 1] }], 2],
  [
    0.5,
    [
      { bounds: [1], buckets: [1, 0] },
      { bounds: [1], buckets: [0, 3] },
    ],
    1,
  ],
  [
    0.5,
    [
      { bounds: [1, 4], buckets: [0, 2, 0] },
      { bounds: [2, 4], buckets: [0, 2, 0] },
    ],
    3,
  ],
  [0.5, [{ bounds: [1, 2], buckets: [0, 0, 0] }], undefined],
  [0.5, [], undefined],
])('%d of %j is %d', (share, histograms, value) => {
  expect(quantileOf(share, histograms)).toBe(value);
});
