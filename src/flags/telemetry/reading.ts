/** A process that tells its numbers, by OpenTelemetry's resource attributes. */
export type ReportingProcess = {
  /** Of the token that it shows, never what it says itself. */
  readonly environment: string;
  /** `service.name` */
  readonly service: string;
  /** `service.instance.id` */
  readonly instanceId: string;
  /** `service.version`: the commit. */
  readonly version: string;
};

type ReadingOf = {
  readonly metric: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** The end of the time that it is about, in milliseconds since 1970. */
  readonly endsAt: number;
  /** What has come since the reading before; of a histogram the sum of what was observed, of a gauge what it shows. */
  readonly value: number;
};

export type Histogram = {
  /** Upper bounds, rising. */
  readonly bounds: readonly number[];
  /** One more than bounds: the last counts what is above them all. */
  readonly buckets: readonly number[];
};

/** One point of one series, as it is kept. */
export type Reading = ReadingOf &
  (
    | ({ readonly kind: 'sum' | 'gauge' } & Partial<Record<keyof Histogram, never>>)
    | ({ readonly kind: 'histogram' } & Histogram)
  );

/** The gauge by which a process says in its last words that it was told to stop, and is not missed afterwards. */
export const STOPPING_METRIC = 'process_stopping';
