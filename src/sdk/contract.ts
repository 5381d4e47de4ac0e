/**
 * The wire between a product and the portal, as TypeScript sees it. Names are the wire's own (snake_case), because this
 * file is where the two sides meet. Times are ISO 8601 in UTC, days `YYYY-MM-DD`, ids are whole numbers below 2^53.
 */

export const ELIGIBILITY_PATH = '/api/v1/gitlab/namespaces/trials/eligibility';
export const TRIAL_TYPES_PATH = '/api/v1/gitlab/namespaces/trials/trial_types';
export const APPLY_PATH = '/trials/gitlab_com/ultimates';
export const OLDER_APPLY_PATH = '/trials';
export const LEAD_PATH = '/leads/gitlab_com/ultimates';
export const CHANGES_PATH = '/api/v1/eligibility_changes';

/** Ids at most in one question: by GET they stand in the URL, which may be 64 KiB long. */
export const MOST_IDS_BY_GET = 1_000;
export const MOST_IDS_BY_POST = 10_000;

/** Every asked id is a key of `namespaces`, with an empty list where no trial may be started. */
export type EligibilityAnswer = {
  readonly namespaces: Readonly<Record<string, readonly string[]>>;
  readonly success: true;
  /** 0 for a namespace that the portal has never heard of. */
  readonly versions: Readonly<Record<string, number>>;
  /** When each answer may become wrong by the passing of time; null if never. */
  readonly valid_until: Readonly<Record<string, string | null>>;
  /** The rule set in force. */
  readonly rule_set: number;
  /** The newest one that the answer respects, by `valid_until` if it is announced for later: the one that orders answers. */
  readonly newest_rule_set?: number;
  readonly epoch: number;
  readonly as_of: string;
  /** Only with `include=reasons`: per namespace and type that may not be started, the codes of the rules that block it. */
  readonly reasons?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
};

export type TrialTypesAnswer = {
  readonly trial_types: Readonly<
    Record<
      string,
      {
        readonly duration_days: number;
        readonly next_duration_days?: number;
        readonly next_active_time?: string;
        readonly name: string;
        readonly plans: readonly string[];
        readonly offered: boolean;
        readonly code: string;
      }
    >
  >;
};

export type TrialOnWire = {
  readonly id: number;
  readonly namespace_id: number;
  readonly trial_type: string;
  readonly starts_on: string;
  readonly ends_on: string;
  /** How far the product knows of it. */
  readonly state: 'retrying' | 'delivered' | 'undeliverable';
};

export type ApplyAnswer = {
  readonly success: true;
  readonly trial: TrialOnWire;
  /** The namespace's version with this trial in it, and the epoch that it belongs to. */
  readonly version: number;
  readonly epoch: number;
};

/** Refusals and errors alike; a refusal of an application also has `reasons`. */
export type FailureAnswer = {
  readonly success: false;
  readonly errors: string;
  readonly code: string;
  readonly reasons?: readonly { readonly code: string; readonly sentence: string }[];
  readonly error_attribute_map: Readonly<Record<string, readonly string[]>>;
};

export type EligibilityChange = { readonly cursor: string; readonly cause: string; readonly at: string } & (
  | { readonly namespace_id: number; readonly version: number }
  | { readonly rule_set: number }
);

export type EligibilityChangesAnswer = {
  readonly changes: readonly EligibilityChange[];
  /** The cursor to ask with next. */
  readonly next: string;
  readonly epoch: number;
  /** Every commit up to this time stands at or before `next`; null while there is more to read. */
  readonly watermark: string | null;
  /** The database's clock when this was read, to tell how old the watermark is without comparing clocks. */
  readonly as_of: string;
};

/** Where a product tells how the old and the new answers compare. */
export const COMPARISONS_PATH = '/api/v1/gitlab/namespaces/trials/comparisons';

export type ComparisonCount = {
  /** `shadow`: the old answer was served; `checked`: the new one; `run`: compared without traffic. */
  readonly mode: string;
  /** `none` for no plan. */
  readonly plan: string;
  readonly trial_type: string;
  readonly outcome: string;
  /** What decided against the trial, `+` between several; empty for a match. */
  readonly cause: string;
  readonly n: number;
};

/** One comparison with both explanations; no names, no people. */
export type ComparisonSample = Omit<ComparisonCount, 'n'> & {
  readonly at: string;
  readonly namespace_id: number;
  readonly old: {
    readonly trial_types: readonly string[];
    readonly queries: Readonly<Record<string, boolean>>;
    readonly denied_by: readonly string[];
  } | null;
  readonly new: {
    readonly trial_types: readonly string[];
    readonly reasons: Readonly<Record<string, readonly string[]>>;
    readonly version: number;
    readonly rule_set: number;
  } | null;
};

export type ComparisonsReport = {
  /** The same one with each attempt, so that it counts once. */
  readonly id: string;
  readonly environment?: string;
  readonly counts: readonly ComparisonCount[];
  readonly samples: readonly ComparisonSample[];
  /** Of a comparison without traffic: which one, and up to which namespace it has come. */
  readonly run_id?: number;
  readonly until_id?: number;
};
