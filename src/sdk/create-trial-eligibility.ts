import { TrialApplications } from './applying/trial-applications.ts';
import { DEFAULT_FRESHNESS } from './cache/freshness.ts';
import { TrialTypeCodes } from './cache/trial-type-codes.ts';
import { type Clock, systemClock } from './clock.ts';
import { createCache } from './create-cache.ts';
import { createShadow } from './create-shadow.ts';
import { createStore, type RedisOption } from './create-store.ts';
import type { EligibilitySource, Question } from './eligibility-source.ts';
import { EligibilitySourceLegacy, type LegacyQuery } from './eligibility-source-legacy.ts';
import { EligibilitySourcePortal } from './eligibility-source-portal.ts';
import { EligibilitySourceWithFallback } from './eligibility-source-with-fallback.ts';
import { EligibilitySourceWithFlag } from './eligibility-source-with-flag.ts';
import { EligibilitySourceWithShadow } from './eligibility-source-with-shadow.ts';
import { InvalidEligibilityQuestion } from './faults.ts';
import { FeedClient } from './feed/feed-client.ts';
import { FeedReader } from './feed/feed-reader.ts';
import { type EvaluateFlag, type FlagEvaluation, type FlagOption, readFlagOption } from './flag.ts';
import { PortalClient } from './portal-client/portal-client.ts';
import type { PortalOptions } from './portal-client/portal-options.ts';
import { ReasonsClient } from './portal-client/reasons-client.ts';
import { TrialTypesClient } from './portal-client/trial-types-client.ts';
import type { ShadowOption } from './shadow/shadow-option.ts';
import type { CheckReport } from './telemetry/check-report.ts';
import { type Logger, silentLogger } from './telemetry/logger.ts';
import type { OnCheck } from './telemetry/observed-check.ts';
import { type Meter, Telemetry } from './telemetry/telemetry.ts';
import { watchCache } from './telemetry/watch-cache.ts';
import { TrialEligibility } from './trial-eligibility.ts';
import { KnownTrialTypes } from './trial-types/known-trial-types.ts';

/** Only `portal` is needed; the rest is added from what a team already has. */
export type TrialEligibilityOptions = {
  readonly portal: PortalOptions;
  /** A connected client of the `redis` package, or a cluster client. Without one, answers are kept in this process. */
  readonly redis?: RedisOption;
  /** Chooses between the portal and `legacy` for a person: an OpenFeature client or a function. Without one it is on. */
  readonly flag?: FlagOption;
  /** The product's own queries: asked while the flag is off, and where the portal cannot be heard. */
  readonly legacy?: LegacyQuery;
  readonly logger?: Logger;
  readonly meter?: Meter;
  /** Told of each check, with its answers, by whoever keeps them: to show the last ones of a namespace, say. */
  readonly onCheck?: OnCheck;
  /** Stands before every key, so that several environments can share one Redis. */
  readonly keyPrefix?: string;
  /** Milliseconds for which an answer is served without asking again; 8 h. */
  readonly freshMs?: number;
  /** Milliseconds after that for which it may be served marked `stale`; 16 h. */
  readonly staleMs?: number;
  /** Milliseconds within which a check is answered; 800. */
  readonly deadlineMs?: number;
  /** Milliseconds for one read of Redis; 100. */
  readonly storeDeadlineMs?: number;
  /** Namespaces in the in-process tier; 10,000. */
  readonly tierEntries?: number;
  /** False: this process leaves reading the change feed to the others. */
  readonly readFeed?: boolean;
  /** Of changed namespaces, how many are looked at again to prove that none is stale; 0.01. */
  readonly sampleShare?: number;
  /** Compares old and new answers after the caller has its own. Needs `legacy`. */
  readonly shadow?: ShadowOption;
  readonly clock?: Clock;
};

const PORTAL_CONCURRENCY = 8;
const LIMITS = { concurrency: PORTAL_CONCURRENCY, waiting: 20_000, batch: 1_000 };

/**
 * Makes the SDK's one object, and begins to follow changes. Nothing needs to be reachable yet.
 * @throws {InvalidEligibilityQuestion} for options that cannot be.
 */
export function createTrialEligibility(options: TrialEligibilityOptions): TrialEligibility {
  const { portal, redis, legacy, flag, clock = systemClock, logger = silentLogger, onCheck } = options;
  assertLegacy(options);
  const telemetry = new Telemetry(options.meter);
  const store = createStore(redis, options.keyPrefix ?? '', clock);
  const client = new PortalClient({ connections: PORTAL_CONCURRENCY, ...portal }, telemetry);
  const [codes, types] = [new TrialTypeCodes(), new KnownTrialTypes()];
  const trialTypes = new TrialTypesClient(client, codes, types, clock);
  codes.onUnknown = () => void trialTypes.learn();
  const asking = { portal: new EligibilitySourcePortal(client, clock), learnTypes: () => trialTypes.learn() };
  const around = { store, codes, types, clock, logger, telemetry };
  const cache = createCache({ ...around, ...asking }, readSettings(options));
  const { invalidator, member, known, process } = cache;
  const feedReader = createFeedReader(options, { client, store, invalidator, known, process, telemetry, codes, types });
  watchCache(telemetry, { cache, client, store, logger });
  member.open();
  feedReader?.start();
  void trialTypes.learn();
  const evaluateFlag: EvaluateFlag = flag ? readFlagOption(flag) : () => ({ value: true, reason: 'STATIC' });
  const flagged = new WeakMap<CheckReport, FlagEvaluation>();
  const shadow = options.shadow && createShadow(options.shadow, { portal, types, logger, telemetry });
  const chosen = chooseSource(cache.source, legacy, clock, (question) => {
    return flagged.get(question.report) ?? evaluateFlag(question.userId);
  });
  const following = { invalidator, member, feedReader, known };
  const checking = { evaluateFlag, flagged, clock, logger, telemetry, types, trialTypes, onCheck };
  return new TrialEligibility({
    ...following,
    ...checking,
    applications: new TrialApplications(client),
    reasons: new ReasonsClient(client),
    source: shadow ? new EligibilitySourceWithShadow(chosen, shadow.comparisons.onAnswered) : chosen,
    comparisons: shadow?.comparisons,
    deadlineMs: options.deadlineMs ?? 800,
    isObserved: Boolean(options.logger ?? options.meter ?? onCheck),
    onClose: async () => {
      cache.sampler.stop();
      invalidator.stop();
      await shadow?.close();
      await client.close();
    },
  });
}

type FeedParts = Pick<
  ConstructorParameters<typeof FeedReader>[0],
  'store' | 'invalidator' | 'known' | 'process' | 'telemetry'
> & {
  readonly client: PortalClient;
  readonly codes: TrialTypeCodes;
  readonly types: KnownTrialTypes;
};

/** @returns undefined where this process leaves reading to the others. */
function createFeedReader(
  { readFeed, clock = systemClock, logger = silentLogger }: TrialEligibilityOptions,
  { client, codes, types, ...parts }: FeedParts,
): FeedReader | undefined {
  if (readFeed === false) return undefined;
  const typesAsText = () => (codes.isEmpty ? '' : JSON.stringify(withDetails(codes, types)));
  return new FeedReader({ ...parts, clock, logger, feed: new FeedClient(client), types: typesAsText });
}

function assertLegacy({ flag, shadow, legacy }: TrialEligibilityOptions): void {
  if ((!flag && !shadow) || legacy) return;
  throw new InvalidEligibilityQuestion(
    'A flag chooses between the portal and the legacy queries, and shadow compares them: give legacy as well.',
  );
}

/** What a process needs that starts while the portal is away. */
function withDetails(codes: TrialTypeCodes, types: KnownTrialTypes) {
  const details: Readonly<Record<string, object>> = types.toJSON();
  return Object.fromEntries(
    Object.entries(codes.toJSON()).map(([type, code]) => [type, { ...details[type], ...code }]),
  );
}

/** shadow → flag → off: database; on: fallback(cache(portal), database). */
function chooseSource(
  cached: EligibilitySource,
  legacy: LegacyQuery | undefined,
  clock: Clock,
  evaluate: (question: Question) => Promise<FlagEvaluation> | FlagEvaluation,
): EligibilitySource {
  if (!legacy) return cached;
  const database = new EligibilitySourceLegacy(legacy, clock);
  return new EligibilitySourceWithFlag(evaluate, new EligibilitySourceWithFallback(cached, database), database);
}

function readSettings(options: TrialEligibilityOptions) {
  return {
    freshness: {
      freshMs: options.freshMs ?? DEFAULT_FRESHNESS.freshMs,
      staleMs: options.staleMs ?? DEFAULT_FRESHNESS.staleMs,
    },
    tierEntries: options.tierEntries ?? 10_000,
    storeDeadlineMs: options.storeDeadlineMs ?? 100,
    portalDeadlineMs: options.portal.deadlineMs ?? 800,
    limits: LIMITS,
    sampleShare: options.sampleShare ?? 0.01,
  };
}
