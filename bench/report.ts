import { cpus, totalmem } from 'node:os';

/** One measured peer. Durations in microseconds; `ratio` is its throughput over the peer that it is compared with. */
export type Row = {
  readonly name: string;
  readonly batch: number;
  readonly concurrency: number;
  readonly ops_per_second: number;
  readonly p50_us: number;
  readonly p99_us: number;
  readonly ratio: number | null;
};

export type Target = { readonly name: string; readonly value: number; readonly bound: string; readonly met: boolean };

export type Report = {
  readonly bench: string;
  readonly machine: string;
  readonly rows: readonly Row[];
  readonly targets: readonly Target[];
};

/** What it was measured on. */
export function describeMachine(): string {
  const [cpu] = cpus();
  return `${cpus().length} × ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
}

/** A target that has to be at most or at least its bound. */
export function target(name: string, value: number, relation: '≤' | '≥', bound: number): Target {
  const met = relation === '≤' ? value <= bound : value >= bound;
  return { name, value: Math.round(value * 1_000) / 1_000, bound: `${relation} ${bound}`, met };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
