/** What one check said of one namespace. People are ids: no name and no address stands here. */
export type LastCheckOnWire = {
  /** When it was answered. */
  readonly at: string;
  /** `registration`, `cta`, `list`, `form`, `apply` or `job`. */
  readonly place: string;
  /** Whom the flag chose: `ssot` or `database`. */
  readonly method: string;
  /** For whom was asked; null for nobody in particular. */
  readonly user_id: number | null;
  /** Where the answer about this namespace came from. */
  readonly source: string;
  /** Of this namespace: others in the same check may have had another. */
  readonly outcome: 'ok' | 'fallback' | 'unknown';
  /** The code of why it is no plain answer; null for one. */
  readonly because: string | null;
  /** The types that may be started; null: nobody could say. */
  readonly trial_types: readonly string[] | null;
  /** How many namespaces the check asked about at once. */
  readonly namespace_count: number;
  readonly duration_ms: number;
  /** Leads to the line `trial_eligibility_check` of the log. */
  readonly request_id: string | null;
};

/** The last checks of a namespace, the newest first, and what is to be known of how they were kept. */
export type LastChecksOnWire = {
  /** `redis`: of all processes of saas; `process`: of the one that was asked alone, because saas has no Redis. */
  readonly kept_in: 'redis' | 'process';
  /** So many of a namespace, and for so many days. */
  readonly most: number;
  readonly days: number;
  /** Why only a part of them could be read; null if all could. */
  readonly because: string | null;
  /** What was not written down in those days, in answers about namespaces: one about this one may be among them. */
  readonly lost: number;
  readonly checks: readonly LastCheckOnWire[];
};
