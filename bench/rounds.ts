import { median } from './report.ts';

export type Sample = { readonly ops_per_second: number; readonly p50_us: number; readonly p99_us: number };
export type Peer = { readonly name: string; readonly run: () => Promise<Sample> };

/** Runs every peer once a round, in turn, so that a machine that changes its speed changes it for all of them. */
export async function runRounds(
  peers: readonly Peer[],
  rounds: number,
  onProgress: (text: string) => void,
): Promise<Map<string, Sample[]>> {
  const samples = new Map<string, Sample[]>(peers.map(({ name }) => [name, []]));
  for (let round = -1; round < rounds; round++) {
    for (const { name, run } of peers) {
      onProgress(round < 0 ? `warming up ${name}` : `round ${round + 1} of ${rounds}: ${name}`);
      const sample = await run();
      if (round >= 0) samples.get(name)?.push(sample);
    }
  }
  return samples;
}

/** The medians of a peer's rounds. */
export function middle(samples: Map<string, Sample[]>, name: string): Sample {
  const own = samples.get(name) ?? [];
  return {
    ops_per_second: Math.round(median(own.map((one) => one.ops_per_second))),
    p50_us: Math.round(median(own.map((one) => one.p50_us))),
    p99_us: Math.round(median(own.map((one) => one.p99_us))),
  };
}

/** The median over the rounds of one peer's figure over another's, since both met the same machine in a round. */
export function ratioOf(samples: Map<string, Sample[]>, name: string, other: string, figure: keyof Sample): number {
  const [own, others] = [samples.get(name) ?? [], samples.get(other) ?? []];
  return median(own.map((sample, round) => sample[figure] / (others[round]?.[figure] || Number.NaN)));
}

/** Runs `work` at a concurrency for so many milliseconds, or so often, and measures each. */
export async function measure(
  concurrency: number,
  bound: { readonly milliseconds: number },
  work: () => Promise<void>,
): Promise<Sample> {
  const durations: number[] = [];
  const began = performance.now();
  const end = began + bound.milliseconds;
  const lane = async () => {
    for (let now = performance.now(); now < end; ) {
      await work();
      const after = performance.now();
      durations.push((after - now) * 1_000);
      now = after;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  return toSample(durations, performance.now() - began);
}

/** @param durations in microseconds. */
export function toSample(durations: number[], milliseconds: number): Sample {
  durations.sort((one, other) => one - other);
  const at = (share: number) => durations[Math.min(durations.length - 1, Math.floor(durations.length * share))] ?? 0;
  return { ops_per_second: (durations.length / milliseconds) * 1_000, p50_us: at(0.5), p99_us: at(0.99) };
}
