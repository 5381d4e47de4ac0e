import type { Histogram } from './reading.ts';

/**
 * The value below which a share of what was observed lies, over histograms together; within a bucket it is taken as evenly
 * spread, as PromQL's `histogram_quantile` does. What lies above every bound is told as the highest of them.
 * @param share from 0 to 1. @returns undefined where nothing was observed.
 */
export function quantileOf(share: number, histograms: readonly Histogram[]): number | undefined {
  const counts = new Map<number, number>();
  for (const { bounds, buckets } of histograms) {
    for (const [place, count] of buckets.entries()) {
      const bound = bounds[place] ?? Number.POSITIVE_INFINITY;
      counts.set(bound, (counts.get(bound) ?? 0) + count);
    }
  }
  const rising = [...counts].sort(([one], [other]) => one - other);
  const rank = share * rising.reduce((sum, [, count]) => sum + count, 0);
  if (rank === 0) return undefined;
  let below = 0;
  let lower = 0;
  for (const [upper, count] of rising) {
    if (below + count >= rank && count > 0) {
      return upper === Number.POSITIVE_INFINITY ? lower : lower + (upper - lower) * ((rank - below) / count);
    }
    below += count;
    lower = upper;
  }
  return lower;
}
