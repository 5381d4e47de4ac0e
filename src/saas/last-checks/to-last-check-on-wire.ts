import type { LastCheckOnWire } from '../contract/last-checks-on-wire.ts';
import type { KeptCheck } from './kept-check.ts';

export function toLastCheckOnWire(check: KeptCheck): LastCheckOnWire {
  return {
    at: new Date(check.at).toISOString(),
    place: check.place,
    method: check.method,
    user_id: check.userId ?? null,
    source: check.source,
    outcome: outcomeOf(check),
    because: check.because ?? null,
    trial_types: check.trialTypes ?? null,
    namespace_count: check.asked,
    duration_ms: check.durationMs,
    request_id: check.requestId ?? null,
  };
}

/** The same words as in the log line, but of this namespace alone: what others in the check were told is not theirs. */
function outcomeOf({ trialTypes, source, method }: KeptCheck): LastCheckOnWire['outcome'] {
  if (!trialTypes) return 'unknown';
  return source === 'stale' || (source === 'database' && method === 'ssot') ? 'fallback' : 'ok';
}
