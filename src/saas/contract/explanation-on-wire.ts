import type { CacheEntryAnswer } from '#sdk/index.ts';
import type { LastChecksOnWire } from './last-checks-on-wire.ts';

/** What saas knows of one namespace and one person, for whoever is asked "why can't they start a trial?". */
export type SaasExplanation = {
  readonly success: true;
  readonly namespace_id: number;
  readonly user_id: number | null;
  /** Null: saas has no such namespace. */
  readonly namespace: {
    readonly name: string;
    readonly path: string;
    readonly is_group: boolean;
    readonly is_top_level: boolean;
    /** Null: none, which is free. */
    readonly plan: string | null;
    readonly may_try_from_plan: boolean;
    readonly trial_ends_on: string | null;
  } | null;
  /** Null where nobody was named. */
  readonly user: { readonly is_known: boolean; readonly is_direct_owner: boolean } | null;
  readonly flag: { readonly value: boolean; readonly reason: string };
  readonly method: 'ssot' | 'database';
  /** What `check` says now, by that method, and where it came from. */
  readonly answer: {
    readonly trial_types: readonly string[] | null;
    readonly source: string;
    readonly version: number;
    readonly age_ms: number;
    readonly because: string | null;
  };
  /** Null where the cache cannot be looked into. */
  readonly cache: CacheEntryAnswer | null;
  /** Each of the old queries; null where they failed. */
  readonly legacy: {
    readonly no_active_duo_pro_trial: boolean;
    readonly not_duo_enterprise: boolean;
    readonly premium_can_trial_again: boolean;
    readonly eligible: boolean;
  } | null;
  readonly applications: readonly {
    readonly id: number;
    readonly user_id: number;
    readonly state: string;
    readonly trial_type: string | null;
    readonly sentence: string | null;
    readonly created_at: string;
  }[];
  /** Left out by a saas that does not keep them yet. */
  readonly last_checks?: LastChecksOnWire;
  /** What this person sees, and why. */
  readonly verdict: string;
};
