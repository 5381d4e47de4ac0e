/** The counters, by the names under which a meter shows them. */
export const COUNTERS = {
  trial_eligibility_checks_total: 'Checks, by place, method, source and outcome',
  trial_eligibility_fallbacks_total: 'Checks of the portal that others had to answer, by reason',
  trial_eligibility_cache_hits_total: 'Namespaces answered without the portal, by tier',
  trial_eligibility_cache_misses_total: 'Namespaces for which the portal was asked',
  trial_eligibility_portal_requests_total: 'Requests to the portal, by outcome',
  trial_eligibility_rejected_fills_total: 'Answers that were not stored, by reason',
  trial_eligibility_tombstone_hits_total: 'Namespaces that were read while a change of theirs was not answered yet',
  trial_eligibility_stale_served_total: 'Namespaces answered by an older answer, by reason',
  trial_eligibility_below_floor_total: 'Answers older than what this process was told',
  trial_eligibility_invalidations_total: 'Namespaces invalidated, by kind',
  trial_eligibility_staleness_samples_total: 'Changed namespaces that were read again, by place and seconds after',
  trial_eligibility_staleness_violations_total: 'Those of them that were older than the change',
  trial_eligibility_comparisons_total: 'Old and new answers compared, by plan, trial type and outcome',
  trial_eligibility_comparisons_dropped_total: 'Comparisons that were left out, by reason',
} as const;

export const HISTOGRAMS = {
  trial_eligibility_check_duration_seconds: 'How long checks took, by place and method',
  trial_eligibility_invalidation_lag_seconds: "From the portal's commit until every process was told",
} as const;

export type CounterName = keyof typeof COUNTERS;
export type HistogramName = keyof typeof HISTOGRAMS;
export type Attributes = Readonly<Record<string, string | number | boolean>>;

/** What the SDK needs of an OpenTelemetry meter. */
export type Meter = {
  readonly createCounter: (
    name: string,
    options?: { description?: string },
  ) => { add: (value: number, attributes?: Attributes) => void };
  readonly createHistogram: (
    name: string,
    options?: { description?: string; unit?: string },
  ) => { record: (value: number, attributes?: Attributes) => void };
  readonly createObservableGauge: (
    name: string,
    options?: { description?: string },
  ) => {
    addCallback: (callback: (result: { observe: (value: number, attributes?: Attributes) => void }) => void) => void;
  };
};

type Instruments = {
  readonly counters: Readonly<Record<string, { add: (value: number, attributes?: Attributes) => void }>>;
  readonly histograms: Readonly<Record<string, { record: (value: number, attributes?: Attributes) => void }>>;
};

/** Counts for `stats()`, and for a meter where there is one. */
export class Telemetry {
  readonly #counts = new Map<CounterName, number>();
  readonly #instruments: Instruments | undefined;
  readonly #meter: Meter | undefined;

  constructor(meter?: Meter) {
    this.#meter = meter;
    this.#instruments = meter && {
      counters: make(COUNTERS, (name, description) => meter.createCounter(name, { description })),
      histograms: make(HISTOGRAMS, (name, description) => meter.createHistogram(name, { description, unit: 's' })),
    };
  }

  /** Whether somebody else looks at the numbers; else only sums are kept. */
  get isMetered(): boolean {
    return this.#instruments !== undefined;
  }

  count(name: CounterName, by = 1, attributes?: Attributes): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + by);
    this.#instruments?.counters[name]?.add(by, attributes);
  }

  /** Seconds. */
  record(name: HistogramName, seconds: number, attributes?: Attributes): void {
    this.#instruments?.histograms[name]?.record(seconds, attributes);
  }

  /** A number that is read when the meter is. */
  observe(name: string, description: string, read: () => number, attributes: Attributes = {}): void {
    this.#meter
      ?.createObservableGauge(name, { description })
      .addCallback((result) => result.observe(read(), attributes));
  }

  /** Sums since the start. */
  sums(): Record<string, number> {
    return Object.fromEntries(this.#counts);
  }
}

function make<Made>(names: Readonly<Record<string, string>>, one: (name: string, description: string) => Made) {
  return Object.fromEntries(Object.entries(names).map(([name, description]) => [name, one(name, description)]));
}
