/** Something beside us broke. `code` is stable and stands in docs/errors.md; `cause` is what broke underneath. */
export class EligibilityFault extends Error {
  override name = 'EligibilityFault';
  readonly code: string;

  constructor(code: string, sentence: string, cause?: unknown) {
    super(sentence, { cause });
    this.code = code;
  }
}

/** The portal was not reached, answered with an error, or not in time. */
export class PortalUnavailable extends EligibilityFault {
  override name = 'PortalUnavailable';
  constructor(sentence: string, cause?: unknown) {
    super('portal_unavailable', sentence, cause);
  }
}

/** The portal answered with something that is no answer. */
export class PortalAnswerInvalid extends EligibilityFault {
  override name = 'PortalAnswerInvalid';
  constructor(sentence: string, cause?: unknown) {
    super('portal_answer_invalid', sentence, cause);
  }
}

/** More is being asked than the portal is given; nothing queues without a bound. */
export class PortalOverloaded extends EligibilityFault {
  override name = 'PortalOverloaded';
  constructor() {
    super('portal_overloaded', 'Too many namespaces are waiting for the portal already.');
  }
}

/** Redis was not reached, or not in time. */
export class CacheUnavailable extends EligibilityFault {
  override name = 'CacheUnavailable';
  constructor(sentence: string, cause?: unknown) {
    super('cache_unavailable', sentence, cause);
  }
}

/** The legacy queries failed. */
export class DatabaseQueryFailed extends EligibilityFault {
  override name = 'DatabaseQueryFailed';
  constructor(sentence: string, cause?: unknown) {
    super('database_query_failed', sentence, cause);
  }
}

/** Not every process acknowledged an invalidation in time; it may be repeated. */
export class InvalidationUnfinished extends EligibilityFault {
  override name = 'InvalidationUnfinished';
  constructor(sentence: string, cause?: unknown) {
    super('invalidation_unfinished', sentence, cause);
  }
}

/** The caller's mistake: a namespace id, a version or a setting that cannot be. */
export class InvalidEligibilityQuestion extends EligibilityFault {
  override name = 'InvalidEligibilityQuestion';
  constructor(sentence: string) {
    super('invalid_eligibility_question', sentence);
  }
}

/** The stable code of whatever was thrown. */
export function codeOf(error: unknown): string {
  return error instanceof EligibilityFault ? error.code : 'internal_error';
}
