/** Differences of one plan, trial type, outcome and cause. */
export type DifferenceOnWire = {
  readonly plan: string;
  readonly trial_type: string;
  /** `grants_more`: a wrong grant unless it is expected; `denies`. */
  readonly outcome: string;
  readonly cause: string;
  readonly n: number;
  readonly first_at: string;
  readonly last_at: string;
  /** What the cause means; null for one that nobody has named yet. */
  readonly sentence: string | null;
  /** Rules that speak of the same facts. */
  readonly rules: readonly string[];
  readonly expected: {
    readonly id: number;
    readonly reason: string;
    readonly by: string;
    readonly at: string;
  } | null;
};

/** One plan and trial type. */
export type StratumOnWire = {
  readonly plan: string;
  readonly trial_type: string;
  /** In which both sides said something. */
  readonly checked: number;
  /** The portal allows what the old queries deny, and nobody has said that it is expected. */
  readonly wrong_grants: number;
  readonly expected_grants: number;
  /** The portal denies what the old queries allow, unexpected. */
  readonly denied: number;
  /** Of the rate of wrong grants, at 95 % confidence. */
  readonly upper_bound: number;
  /** How many more checks without a wrong grant until the bound is below the limit. */
  readonly more_needed: number;
};

export type ComparisonReportOnWire = {
  readonly success: true;
  readonly environment: string | null;
  readonly days: number;
  readonly run_id: number | null;
  readonly limit: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly strata: readonly StratumOnWire[];
  /** The most frequent first. */
  readonly differences: readonly DifferenceOnWire[];
};
