import { quantileOf } from '#flags/telemetry/quantile-of.ts';
import type { SummedSeries } from '#flags/telemetry/read-windows.ts';

/** Every metric that the overview is made of. docs/telemetry.md says what each of them counts. */
export const OVERVIEW_METRICS = {
  checks: 'trial_eligibility_checks_total',
  duration: 'trial_eligibility_check_duration_seconds',
  hits: 'trial_eligibility_cache_hits_total',
  misses: 'trial_eligibility_cache_misses_total',
  invalidations: 'trial_eligibility_invalidations_total',
  rejectedFills: 'trial_eligibility_rejected_fills_total',
  staleServed: 'trial_eligibility_stale_served_total',
  fallbacks: 'trial_eligibility_fallbacks_total',
  samples: 'trial_eligibility_staleness_samples_total',
  violations: 'trial_eligibility_staleness_violations_total',
  lag: 'trial_eligibility_invalidation_lag_seconds',
  breaker: 'trial_eligibility_breaker_state',
  backlog: 'provisioning_backlog',
  alive: 'process_stopping',
} as const;

type Name = keyof typeof OVERVIEW_METRICS;
type Share = { readonly name: string; readonly count: number; readonly perSecond: number };

/** Seconds over which it was counted, and what there was of each metric in them. */
export class Tally {
  readonly #seconds: number;
  readonly #rows: ReadonlyMap<string, readonly SummedSeries[]>;

  constructor(rows: readonly SummedSeries[], seconds: number) {
    this.#seconds = seconds;
    this.#rows = Map.groupBy(rows, ({ metric }) => metric);
  }

  /** Whether any process was heard; else nothing is known, which is not the same as nothing. */
  get isHeard(): boolean {
    return this.#rows.has(OVERVIEW_METRICS.alive);
  }

  sum(name: Name, attributes: Readonly<Record<string, string>> = {}): number {
    return this.#find(name, attributes).reduce((sum, { value }) => sum + value, 0);
  }

  perSecond(name: Name, attributes: Readonly<Record<string, string>> = {}): number {
    return this.sum(name, attributes) / this.#seconds;
  }

  /** The highest that any process has shown; null where none has. */
  peak(name: Name, attributes: Readonly<Record<string, string>> = {}): number | null {
    const peaks = this.#find(name, attributes).map(({ peak }) => peak ?? 0);
    return peaks.length === 0 ? null : Math.max(...peaks);
  }

  /** Milliseconds; null where nothing was observed. */
  quantile(name: Name, share: number, attributes: Readonly<Record<string, string>> = {}): number | null {
    const seconds = quantileOf(share, this.#find(name, attributes));
    return seconds === undefined ? null : seconds * 1_000;
  }

  /** The share of namespaces that were answered without the portal; null where none was asked about. */
  get hitRatio(): number | null {
    const hits = this.sum('hits');
    const all = hits + this.sum('misses');
    return all === 0 ? null : hits / all;
  }

  /** How often each value of an attribute came, the most frequent first. */
  by(name: Name, attribute: string, wanted: Readonly<Record<string, string>> = {}): Share[] {
    const grouped = Map.groupBy(this.#find(name, wanted), ({ attributes }) => attributes[attribute] ?? 'unknown');
    const counts = [...grouped].map(([value, rows]) => ({
      name: value,
      count: rows.reduce((sum, row) => sum + row.value, 0),
    }));
    return counts
      .map((one) => ({ ...one, perSecond: one.count / this.#seconds }))
      .sort((one, other) => other.count - one.count || (one.name < other.name ? -1 : 1));
  }

  #find(name: Name, wanted: Readonly<Record<string, string>>): readonly SummedSeries[] {
    const rows = this.#rows.get(OVERVIEW_METRICS[name]) ?? [];
    return rows.filter(({ attributes }) => Object.entries(wanted).every(([key, value]) => attributes[key] === value));
  }
}
