/** When an invalidation was finished, by the machine's clock, and how many changes it covered. */
export type Finished = { readonly at: number; readonly value: number };

export type Judged = {
  readonly reads: number;
  readonly stale: number;
  readonly unknown: number;
  readonly marked: number;
};

/** Counts reads that returned less than what was finished before they began, and did not say so. */
export function judgeReads(logs: readonly Float64Array[], finished: ReadonlyMap<number, readonly Finished[]>): Judged {
  let [reads, stale, unknown, marked] = [0, 0, 0, 0];
  for (const log of logs) {
    for (let at = 0; at < log.length; at += 3) {
      const [began = 0, key = 0, value = 0] = [log[at], log[at + 1], log[at + 2]];
      reads += 1;
      if (value === -1) unknown += 1;
      else if (value === -2) marked += 1;
      else if (value < floorAt(finished.get(key), began)) stale += 1;
    }
  }
  return { reads, stale, unknown, marked };
}

/** The newest value whose invalidation was finished before a moment. */
function floorAt(finished: readonly Finished[] | undefined, moment: number): number {
  if (!finished) return 0;
  let [low, high] = [0, finished.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((finished[middle]?.at ?? 0) < moment) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? 0 : (finished[low - 1]?.value ?? 0);
}
