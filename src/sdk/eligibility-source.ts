import type { CheckReport } from './telemetry/check-report.ts';

/** Where an answer came from, nearest first: this process, Redis, the portal; an older answer because nothing newer could
 * be had in time; the product's own queries; nobody. */
export const ANSWER_SOURCES = ['l1', 'redis', 'portal', 'stale', 'database', 'unknown'] as const;
export type AnswerSource = (typeof ANSWER_SOURCES)[number];

/** A place in the portal's history of one namespace. Epochs are compared first: versions repeat after a restore. */
export type Floor = { readonly epoch: number; readonly version: number };

/** What is known of one namespace, by whom, and how old it is. */
export class NamespaceEligibility {
  readonly namespaceId: number;
  /** The types that may be started. Undefined is *unknown*, which is never "none". */
  readonly trialTypes: readonly string[] | undefined;
  readonly source: AnswerSource;
  readonly epoch: number;
  /** 0 where the portal has never heard of the namespace, or gives no versions. */
  readonly version: number;
  /** The newest rule set that the answer respects, one that is announced for later included. */
  readonly ruleSet: number;
  /** Monotonic milliseconds at which the portal had not yet been asked. */
  readonly askedAt: number;
  /** Monotonic milliseconds from which the answer may be wrong by the passing of time; Infinity if never. */
  readonly validUntil: number;
  /** The code of why it is unknown or stale, or of what made the product's own queries answer. */
  readonly because: string | undefined;

  constructor(
    namespaceId: number,
    source: AnswerSource,
    trialTypes: readonly string[] | undefined,
    { epoch, version, ruleSet, askedAt, validUntil, because }: Provenance,
  ) {
    this.namespaceId = namespaceId;
    this.source = source;
    this.trialTypes = trialTypes;
    this.epoch = epoch;
    this.version = version;
    this.ruleSet = ruleSet;
    this.askedAt = askedAt;
    this.validUntil = validUntil;
    this.because = because;
  }

  /** Milliseconds since the portal was asked. */
  get ageMs(): number {
    return performance.now() - this.askedAt;
  }
}

export type Provenance = {
  readonly epoch: number;
  readonly version: number;
  readonly ruleSet: number;
  readonly askedAt: number;
  readonly validUntil: number;
  readonly because?: string | undefined;
};

/** Nobody could say. */
export function unknownEligibility(namespaceId: number, because: string): NamespaceEligibility {
  const provenance = { epoch: 0, version: 0, ruleSet: 0, askedAt: performance.now(), validUntil: 0, because };
  return new NamespaceEligibility(namespaceId, 'unknown', undefined, provenance);
}

/** By namespace id; every id that was asked is a key. */
export type EligibilityAnswers = Map<number, NamespaceEligibility>;

export type Question = {
  /** Whole numbers from 1 to 2^53-1; the same one twice is one. */
  readonly namespaceIds: readonly number[];
  /** Nothing older than this is an answer for that id. The portal is asked with it, so that its primary answers. */
  readonly atLeast: ReadonlyMap<number, Floor> | undefined;
  /** Nothing that lies in a cache will do: the portal's primary is asked. */
  readonly fresh: boolean;
  /** Monotonic milliseconds at which the answers are wanted at the latest. */
  readonly deadline: number;
  /** The person for whom is asked: the flag's actor. */
  readonly userId: number | undefined;
  /** What the wrappers write down for the log line and the metrics of this check. */
  readonly report: CheckReport;
};

/** Whoever can say which trials namespaces may start. The port of design "The house"; its wrappers lie beside this file. */
export interface EligibilitySource {
  /**
   * Answers every id that was asked, `unknown` where it cannot.
   * @throws {EligibilityFault} where nothing could be answered at all.
   */
  check(question: Question): Promise<EligibilityAnswers>;
}
