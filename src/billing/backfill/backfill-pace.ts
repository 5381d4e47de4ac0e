const SMALLEST = 200;
const LARGEST = 20_000;
const WANTED_MILLISECONDS = 400;
// So many statements of others are under way in a database that has time.
const IDLE = 2;
const LONGEST_PAUSE = 5_000;

/** Batches of about 0.4 s: long enough to be cheap, short enough that whoever waits for one hardly notices. */
export function nextBatchSize(size: number, milliseconds: number): number {
  const wanted = size * Math.min(2, Math.max(0.5, WANTED_MILLISECONDS / Math.max(1, milliseconds)));
  return Math.round(Math.min(LARGEST, Math.max(SMALLEST, wanted)));
}

/** @returns milliseconds: none while others hardly work, as long as the batch took for each two of their statements more. */
export function pauseAfter(milliseconds: number, activeOthers: number): number {
  const busy = Math.max(0, activeOthers - IDLE);
  return Math.round(Math.min(LONGEST_PAUSE, (milliseconds * busy) / 2));
}
