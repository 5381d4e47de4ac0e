/** A test that gains by size: `npm test` runs it short, `npm run test:long` whole. */
export type Campaign = {
  readonly name: string;
  readonly about: string;
  /** How much of it `npm run test:long` and `npm test` run. */
  readonly whole: number;
  readonly short: number;
  /** @throws {Error} that says what was found. */
  readonly run: (context: CampaignContext) => Promise<void>;
};

export type CampaignContext = {
  /** A migrated portal database of its own. */
  readonly databaseUrl: string;
  readonly size: number;
  readonly seed: number;
  /** Which part of it alone, for campaigns that have parts. */
  readonly only?: string;
  readonly onProgress: (done: number, total: number) => void;
  /** Prints what it has done. */
  readonly say: (line: string) => void;
};

/** Numbers from 0 up to 1 that a seed repeats (mulberry32, public domain by Tommy Ettinger). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Runs `work` over the numbers below `count`, so many at a time. */
export async function inParallel(count: number, width: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < count) {
      const index = next++;
      await work(index);
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
}
