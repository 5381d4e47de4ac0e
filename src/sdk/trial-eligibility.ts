import type { Reasons } from './applying/reasons.ts';
import type {
  ApplicationOutcome,
  RefusedApplication,
  TrialApplication,
  TrialLead,
} from './applying/trial-application.ts';
import type { TrialApplications } from './applying/trial-applications.ts';
import type { ChannelMember } from './cache/channel-member.ts';
import type { Change, Invalidator } from './cache/invalidator.ts';
import type { KnownState } from './cache/known-state.ts';
import type { Clock } from './clock.ts';
import {
  type EligibilityAnswers,
  type EligibilitySource,
  type Floor,
  type NamespaceEligibility,
  type Question,
  unknownEligibility,
} from './eligibility-source.ts';
import { codeOf, EligibilityFault, InvalidEligibilityQuestion } from './faults.ts';
import type { FeedReader } from './feed/feed-reader.ts';
import type { EvaluateFlag, FlagEvaluation } from './flag.ts';
import type { ReasonsClient } from './portal-client/reasons-client.ts';
import type { TrialTypesClient } from './portal-client/trial-types-client.ts';
import type { Comparison } from './shadow/comparison.ts';
import type { ShadowComparisons } from './shadow/shadow-comparisons.ts';
import { type CheckReport, startReport } from './telemetry/check-report.ts';
import type { Logger } from './telemetry/logger.ts';
import type { OnCheck } from './telemetry/observed-check.ts';
import type { Telemetry } from './telemetry/telemetry.ts';
import { type Place, writeCheck } from './telemetry/write-check.ts';
import type { KnownTrialTypes } from './trial-types/known-trial-types.ts';
import type { TrialType } from './trial-types/trial-type.ts';

/** A change that a session made itself: the version alone, or with its epoch as the portal answered. */
export type OwnChange = number | Floor;

export type CheckOptions = {
  /** Where in the product; for the log line and the metrics. */
  readonly place?: Place;
  /** The person for whom is asked: the flag's actor. */
  readonly userId?: number;
  readonly requestId?: string;
  /** Versions of the session's own changes by namespace id: nothing older is answered, rather `unknown`. */
  readonly atLeast?: ReadonlyMap<number, OwnChange> | Readonly<Record<number, OwnChange>>;
  /** What {@link TrialEligibility.evaluateFlag} said earlier in the same request. */
  readonly flag?: FlagEvaluation;
  /** Asks the portal's primary, whatever lies in a cache. */
  readonly fresh?: boolean;
  /** Milliseconds until the answers are there at the latest. */
  readonly deadlineMs?: number;
};

export type InvalidateOptions = {
  /** The epoch of the version; the newest known unless given. */
  readonly epoch?: number;
  /** Milliseconds; 5,000 unless given. */
  readonly deadlineMs?: number;
};

/** @internal */
export type TrialEligibilityParts = {
  readonly source: EligibilitySource;
  readonly evaluateFlag: EvaluateFlag;
  readonly flagged: WeakMap<CheckReport, FlagEvaluation>;
  readonly invalidator: Invalidator;
  readonly member: ChannelMember;
  readonly feedReader: FeedReader | undefined;
  readonly known: KnownState;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly telemetry: Telemetry;
  readonly types: KnownTrialTypes;
  readonly trialTypes: TrialTypesClient;
  readonly applications: TrialApplications;
  readonly reasons: ReasonsClient;
  readonly comparisons: ShadowComparisons | undefined;
  readonly deadlineMs: number;
  readonly isObserved: boolean;
  readonly onCheck: OnCheck | undefined;
  readonly onClose: () => Promise<void>;
};

const INVALIDATE_WITHIN = 5_000;
const APPLY_WITHIN = 5_000;
const REASONS_WITHIN = 300;
const TELL_WITHIN = 2_000;

/** Which trials namespaces may start, asked as often as one likes. */
export class TrialEligibility {
  readonly #parts: TrialEligibilityParts;

  /** @internal */
  constructor(parts: TrialEligibilityParts) {
    this.#parts = parts;
  }

  /**
   * Answers every id within the deadline, `unknown` where nobody can say; never rejects for a dead dependency.
   * @param namespaceIds whole numbers from 1 to 2^53-1.
   * @throws {InvalidEligibilityQuestion} for what is no id.
   */
  async check(namespaceIds: readonly number[], options: CheckOptions = {}): Promise<EligibilityAnswers> {
    const { source, clock, known, flagged, isObserved } = this.#parts;
    assertIds(namespaceIds);
    const startedAt = clock.monotonic();
    const report = startReport();
    if (options.flag) flagged.set(report, options.flag);
    const atLeast = options.atLeast && readFloors(options.atLeast, known.epoch);
    const question = {
      namespaceIds,
      atLeast,
      // Versions of an epoch that is not known yet cannot be compared with anything that lies here.
      fresh: options.fresh === true || (atLeast !== undefined && known.epoch === 0),
      deadline: startedAt + (options.deadlineMs ?? this.#parts.deadlineMs),
      userId: options.userId,
      report,
    };
    const asked = source.check(question);
    // Nobody looks: the source's own promise will do, since every step in between costs as much as an id.
    if (!isObserved) return asked.catch((error: unknown) => this.#nobodyCouldSay(question, error));
    const answers = await asked.catch((error: unknown) => this.#nobodyCouldSay(question, error));
    this.#observe(answers, options, report, clock.monotonic() - startedAt);
    return answers;
  }

  /** A source that failed as a whole; a fault of ours as well, because a page must not fail for it. */
  #nobodyCouldSay({ namespaceIds, report }: Question, error: unknown): EligibilityAnswers {
    if (!(error instanceof EligibilityFault)) this.#parts.logger.error({ err: error }, 'eligibility: a check failed');
    const code = codeOf(error);
    report.errorCode ??= code;
    return new Map(namespaceIds.map((id) => [id, unknownEligibility(id, code)]));
  }

  #observe(answers: EligibilityAnswers, options: CheckOptions, report: CheckReport, durationMs: number): void {
    const { logger, telemetry, onCheck } = this.#parts;
    const { place = 'other', userId, requestId } = options;
    writeCheck(answers, { place, userId, requestId, report, durationMs }, logger, telemetry);
    try {
      onCheck?.({ answers, place, method: report.method, userId, requestId, durationMs });
    } catch (error) {
      logger.error({ err: error }, 'eligibility: onCheck failed');
    }
  }

  /** Asks the flag once; hand the result to every check of the same request. */
  async evaluateFlag(userId?: number): Promise<FlagEvaluation> {
    return this.#parts.evaluateFlag(userId);
  }

  /**
   * Makes older answers impossible. Resolves when every process has been told.
   * @param version the portal's version with the change in it; without one (a change of the product's own, such as a
   * plan), whatever was answered before the call is older.
   * @throws {CacheUnavailable} when Redis could not be told; a change with a version still comes through the feed.
   * @throws {InvalidationUnfinished} when a process has not answered in time.
   */
  async invalidate(
    namespaceIds: number | readonly number[],
    version?: number,
    { epoch, deadlineMs = INVALIDATE_WITHIN }: InvalidateOptions = {},
  ): Promise<void> {
    const ids = typeof namespaceIds === 'number' ? [namespaceIds] : namespaceIds;
    assertIds(ids);
    if (version !== undefined) assertWhole(version, 'version');
    const inEpoch = epoch ?? this.#parts.known.epoch;
    // A version of an unknown epoch says less than that something changed.
    const floor = version === undefined || inEpoch === 0 ? undefined : { epoch: inEpoch, version };
    const changes: Change[] = [...new Set(ids)].map((id) => ({ id, floor }));
    await this.#parts.invalidator.invalidate(changes, deadlineMs);
  }

  /**
   * The type that a namespace on this plan may start by that answer; undefined for none, and where the answer is unknown.
   * @param plan null for none.
   */
  chooseType(answer: NamespaceEligibility | undefined, plan: string | null): TrialType | undefined {
    const { trialTypes, types } = this.#parts;
    trialTypes.refresh();
    return types.choose(answer, plan);
  }

  /** What is known of a type, such as how long it lasts. */
  findType(type: string): TrialType | undefined {
    return this.#parts.types.find(type);
  }

  /** Why types may not be started, by the codes of the portal's rules; nothing of what it cannot say within the deadline. */
  listReasons(namespaceIds: readonly number[], deadlineMs = REASONS_WITHIN): Promise<Reasons> {
    assertIds(namespaceIds);
    return this.#parts.reasons.list(namespaceIds, deadlineMs);
  }

  /**
   * Applies for a trial. Granted or refused, the namespace is invalidated before this resolves; that it could not be is
   * no failure of the application, because the change also comes through the feed.
   * @throws {PortalUnavailable} {@link PortalAnswerInvalid} when it is not known what became of it: send it again, with
   * the same key.
   */
  async apply(application: TrialApplication, deadlineMs = APPLY_WITHIN): Promise<ApplicationOutcome> {
    assertIds([application.uid, application.namespaceId]);
    const outcome = await this.#parts.applications.apply(application, deadlineMs);
    const floor = outcome.outcome === 'started' ? outcome.floor : undefined;
    const options = { deadlineMs: TELL_WITHIN, ...(floor ? { epoch: floor.epoch } : {}) };
    await this.invalidate(application.namespaceId, floor?.version, options).catch((error: unknown) =>
      this.#parts.logger.warn({ err: error }, 'eligibility: an application could not be told to every process'),
    );
    return outcome;
  }

  /** Hands in a lead. @returns why it was not taken; undefined where it was. @throws as `apply`. */
  submitLead(lead: TrialLead, deadlineMs = APPLY_WITHIN): Promise<RefusedApplication | undefined> {
    assertIds([lead.uid]);
    return this.#parts.applications.submitLead(lead, deadlineMs);
  }

  /**
   * Compares what the portal and the old queries say of these namespaces now, and tells the portal, for a comparison without
   * traffic. Nothing of a namespace that the product does not know, or whose plan no trial is for.
   * @throws {InvalidEligibilityQuestion} where nothing was given to compare with.
   * @throws {PortalUnavailable} where the portal could not be told: they are to be compared again.
   * @throws {PortalAnswerInvalid} where it refuses what it is told.
   */
  compare(
    namespaceIds: readonly number[],
    progress: { readonly runId: number; readonly untilId: number },
  ): Promise<readonly Comparison[]> {
    const { comparisons } = this.#parts;
    if (!comparisons) throw new InvalidEligibilityQuestion('Nothing is compared here: give the option shadow.');
    assertIds(namespaceIds);
    return comparisons.run(namespaceIds, progress);
  }

  /** Resolves when the cache has been reached for the first time, so that the next check can use it. */
  ready(): Promise<void> {
    return this.#parts.member.ready;
  }

  /** Sums of the counters since the start, by their metric names. */
  stats(): Record<string, number> {
    return this.#parts.telemetry.sums();
  }

  /** Stops following changes and closes what the SDK itself opened. Clients that were given stay open. */
  async close(): Promise<void> {
    const { feedReader, member, onClose } = this.#parts;
    await feedReader?.stop();
    await member.close();
    await onClose();
  }
}

function assertIds(ids: readonly number[]): void {
  for (const id of ids) {
    if (!Number.isSafeInteger(id) || id < 1) {
      throw new InvalidEligibilityQuestion(
        `Namespace ids are whole numbers from 1 to 2^53-1; one is ${JSON.stringify(id) ?? String(id)}.`,
      );
    }
  }
}

function assertWhole(value: number, name: string): void {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new InvalidEligibilityQuestion(`A ${name} is a whole number from 0; it is ${JSON.stringify(value)}.`);
  }
}

function readFloors(given: NonNullable<CheckOptions['atLeast']>, epoch: number): Map<number, Floor> | undefined {
  const entries =
    given instanceof Map ? [...given] : Object.entries(given).map(([id, own]) => [Number(id), own] as const);
  if (entries.length === 0) return undefined;
  return new Map(
    entries.map(([id, own]: readonly [number, OwnChange]) => {
      const floor = typeof own === 'number' ? { epoch, version: own } : own;
      assertWhole(floor.version, 'version');
      return [id, floor];
    }),
  );
}
