import { ANSWER_SOURCES, type AnswerSource, type EligibilityAnswers } from '../eligibility-source.ts';
import type { CheckReport } from './check-report.ts';
import type { Logger } from './logger.ts';
import type { Telemetry } from './telemetry.ts';

/** Where in a product a check was made. */
export type Place = 'registration' | 'cta' | 'list' | 'form' | 'apply' | 'job' | 'other';

type Check = {
  readonly place: Place;
  readonly userId: number | undefined;
  readonly requestId: string | undefined;
  readonly report: CheckReport;
  readonly durationMs: number;
};

/** The line `trial_eligibility_check` and the metrics of one check. */
export function writeCheck(answers: EligibilityAnswers, check: Check, logger: Logger, telemetry: Telemetry): void {
  const { place, report, durationMs } = check;
  const { method } = report;
  const { eligible, unknown, hits, furthest, because, stale } = summarise(answers);
  const source = ANSWER_SOURCES[furthest] ?? 'unknown';
  const outcome = outcomeOf(answers.size, unknown, source, method);
  telemetry.count('trial_eligibility_checks_total', 1, { place, method, source, outcome });
  telemetry.record('trial_eligibility_check_duration_seconds', durationMs / 1_000, { place, method });
  const fallbackReason = report.fallbackReason ?? (outcome === 'fallback' ? because : undefined);
  if (outcome === 'fallback') {
    telemetry.count('trial_eligibility_fallbacks_total', 1, { reason: fallbackReason ?? 'unknown' });
  }
  if (stale > 0) telemetry.count('trial_eligibility_stale_served_total', stale, { reason: because ?? 'unknown' });
  logger.info(
    {
      place,
      method,
      flag_value: report.flagValue,
      flag_reason: report.flagReason,
      actor: check.userId,
      namespace_count: answers.size,
      eligible_count: eligible,
      unknown_count: unknown,
      hits,
      misses: method === 'ssot' ? answers.size - hits : 0,
      source,
      outcome,
      fallback_reason: fallbackReason,
      error_code: report.errorCode ?? (outcome === 'error' ? because : undefined),
      duration_ms: Math.round(durationMs * 1_000) / 1_000,
      request_id: check.requestId,
    },
    'trial_eligibility_check',
  );
}

function summarise(answers: EligibilityAnswers) {
  let [eligible, unknown, hits, furthest, stale] = [0, 0, 0, 0, 0];
  let because: string | undefined;
  for (const answer of answers.values()) {
    const distance = ANSWER_SOURCES.indexOf(answer.source);
    if (distance <= 1) hits += 1;
    if (distance > furthest) furthest = distance;
    if (answer.source === 'stale') stale += 1;
    if (!answer.trialTypes) unknown += 1;
    else if (answer.trialTypes.length > 0) eligible += 1;
    because ??= answer.because;
  }
  return { eligible, unknown, hits, furthest, because, stale };
}

function outcomeOf(asked: number, unknown: number, source: AnswerSource, method: CheckReport['method']): string {
  if (unknown > 0) return unknown === asked ? 'error' : 'unknown';
  return source === 'stale' || (source === 'database' && method === 'ssot') ? 'fallback' : 'ok';
}
