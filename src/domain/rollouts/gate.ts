/**
 * `protective` rolls back when it fails; `health` (is this a fair comparison at all?) and `signal` (is it as good as we
 * hoped?) only hold.
 */
export type GateRole = 'protective' | 'health' | 'signal';

/** No data is a verdict of its own: it is neither good nor bad, and waiting does not turn it into either. */
export type Verdict = 'pass' | 'fail' | 'inconclusive' | 'error' | 'no_data';

type Attributes = Readonly<Record<string, readonly string[]>>;

/** What a gate looks at. */
export type GateSource =
  /** Bad ones among people who met the new way, against those who did not, at the same time. */
  | { readonly kind: 'failures'; readonly metric: string; readonly bad: Attributes; readonly ceiling: number }
  /** The same of those who waited longer than `slowerThan` seconds. */
  | { readonly kind: 'latency'; readonly metric: string; readonly slowerThan: number; readonly ceiling: number }
  /** Whether as many met it as the percentage says. */
  | { readonly kind: 'sample_ratio'; readonly metric: string }
  /** One counter as a share of another, for what has no counterpart without the flag. */
  | {
      readonly kind: 'share';
      readonly metric: string;
      readonly of: string;
      readonly ofOnly: Attributes;
      readonly atMost: number;
    }
  /** Whether a gauge of any process has shown more than that. */
  | { readonly kind: 'gauge'; readonly metric: string; readonly atMost: number }
  | { readonly kind: 'wrong_grants'; readonly limit: number }
  | { readonly kind: 'drift' }
  | { readonly kind: 'new_errors'; readonly atMost: number }
  /** One number by SQL from a database that the portal knows by name, or by PromQL. */
  | { readonly kind: 'sql'; readonly query: string; readonly atMost: number }
  | { readonly kind: 'prometheus'; readonly query: string; readonly atMost: number }
  /** Flagger's contract: 2xx passes, everything else fails with the body as its reason. */
  | { readonly kind: 'webhook'; readonly url: string }
  /** Something outside that is asked for `{"verdict", "sentence"}`. */
  | { readonly kind: 'external'; readonly url: string };

export type Gate = { readonly name: string; readonly role: GateRole } & GateSource;

/** What a gate has said of late, without a break. Times are milliseconds since 1970. */
export type GateResult = {
  readonly name: string;
  readonly role: GateRole;
  readonly verdict: Verdict;
  readonly sentence: string;
  /** How often it has said the same in a row, and since when. */
  readonly inARow: number;
  readonly since: number;
  /** When it was asked last, and from when on it looked. */
  readonly at: number;
  readonly measuredFrom: number;
};
