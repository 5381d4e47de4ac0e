import { BadRequest } from '#kit/errors/bad-request.ts';
import { Fault } from '#kit/errors/fault.ts';
import { CacheUnavailable, InvalidationUnfinished, InvalidEligibilityQuestion } from '#sdk/index.ts';

/** What the SDK threw, as saas answers it. */
export function answerCacheFault(error: unknown): unknown {
  if (error instanceof InvalidEligibilityQuestion) return new BadRequest(error.message);
  const away = { status: 503, retryAfterSeconds: 1, cause: error };
  if (error instanceof CacheUnavailable) return new Fault('cache_unavailable', error.message, away);
  if (error instanceof InvalidationUnfinished) return new Fault('invalidation_unfinished', error.message, away);
  return error;
}
