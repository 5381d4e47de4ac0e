// biome-ignore-all lint/performance/noBarrelFile: the one barrel of the house, what a product that installs the SDK may use.

export type { Reasons } from './applying/reasons.ts';
export type {
  ApplicationOutcome,
  RefusedApplication,
  StartedTrial,
  TrialApplication,
  TrialLead,
} from './applying/trial-application.ts';
export type { RedisClient, RedisClusterClient } from './cache/store/redis-commands.ts';
export type {
  CacheEntryAnswer,
  CacheProcessAnswer,
  CacheStatsAnswer,
  TierEntryAnswer,
} from './cache-inspection/cache-answers.ts';
export type { CacheInspection } from './cache-inspection/cache-inspection.ts';
export { type CacheInspectionOptions, createCacheInspection } from './cache-inspection/create-cache-inspection.ts';
export type { PutOptions } from './cache-inspection/put-entry.ts';
export type { Clock } from './clock.ts';
export {
  APPLY_PATH,
  type ApplyAnswer,
  CHANGES_PATH,
  type ComparisonCount,
  type ComparisonSample,
  type ComparisonsReport,
  ELIGIBILITY_PATH,
  type EligibilityAnswer,
  type EligibilityChange,
  type EligibilityChangesAnswer,
  type FailureAnswer,
  MOST_IDS_BY_GET,
  MOST_IDS_BY_POST,
  TRIAL_TYPES_PATH,
  type TrialTypesAnswer,
} from './contract.ts';
export { createTrialEligibility, type TrialEligibilityOptions } from './create-trial-eligibility.ts';
export {
  ANSWER_SOURCES,
  type AnswerSource,
  type EligibilityAnswers,
  type Floor,
  NamespaceEligibility,
} from './eligibility-source.ts';
export type { LegacyQuery } from './eligibility-source-legacy.ts';
export {
  CacheUnavailable,
  DatabaseQueryFailed,
  EligibilityFault,
  InvalidationUnfinished,
  InvalidEligibilityQuestion,
  PortalAnswerInvalid,
  PortalOverloaded,
  PortalUnavailable,
} from './faults.ts';
export { FLAG, type FlagEvaluation, type FlagOption, type OpenFeatureClient } from './flag.ts';
export type { PortalOptions } from './portal-client/portal-options.ts';
export { COMPARISON_OUTCOMES, type ComparisonOutcome } from './shadow/classify.ts';
export type { Comparison } from './shadow/comparison.ts';
export type { ExplainLegacy, LegacyExplanation, ShadowOption } from './shadow/shadow-option.ts';
export type { Logger } from './telemetry/logger.ts';
export type { ObservedCheck, OnCheck } from './telemetry/observed-check.ts';
export type { Meter } from './telemetry/telemetry.ts';
export type { Place } from './telemetry/write-check.ts';
export type { CheckOptions, InvalidateOptions, OwnChange, TrialEligibility } from './trial-eligibility.ts';
export type { TrialType } from './trial-types/trial-type.ts';
