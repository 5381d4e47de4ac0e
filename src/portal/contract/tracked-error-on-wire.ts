/** An error that nobody foresaw, by what it is; the columns have the wire's names. */
export type TrackedError = {
  readonly environment: string;
  readonly service: string;
  readonly fingerprint: string;
  readonly title: string;
  /** How often it was met. */
  readonly n: number;
  readonly first_at: Date | string;
  readonly last_at: Date | string;
  readonly commit: string;
  /** Of the last time. */
  readonly request_id: string | null;
  /** What flags were, whenever it was met. */
  readonly flags_on: readonly string[];
  readonly flags_off: readonly string[];
};
