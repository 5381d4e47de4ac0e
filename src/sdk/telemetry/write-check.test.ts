import { describe, expect, test } from 'vitest';
import { type AnswerSource, NamespaceEligibility, unknownEligibility } from '../eligibility-source.ts';
import { type CheckReport, startReport } from './check-report.ts';
import { silentLogger } from './logger.ts';
import { Telemetry } from './telemetry.ts';
import { writeCheck } from './write-check.ts';

const PROVENANCE = { epoch: 1, version: 1, ruleSet: 1, askedAt: 0, validUntil: Number.POSITIVE_INFINITY };

/** Writes the check of namespaces with these sources; those from the portal may start nothing. */
function write(sources: readonly AnswerSource[], over: Partial<CheckReport> = {}, because = 'portal_unavailable') {
  const lines: { readonly fields: Record<string, unknown>; readonly message: string }[] = [];
  const logger = {
    ...silentLogger,
    info: (fields: object, message: string) => lines.push({ fields: { ...fields }, message }),
  };
  const answers = sources.map((source, at) => {
    if (source === 'unknown') return unknownEligibility(at, because);
    const types = source === 'portal' ? [] : ['ultimate'];
    const why = source === 'stale' ? { because } : {};
    return new NamespaceEligibility(at, source, types, { ...PROVENANCE, ...why });
  });
  const telemetry = new Telemetry();
  const check = { place: 'list', userId: 7, requestId: 'request', durationMs: 1.23456 } as const;
  const byId = new Map(answers.map((answer) => [answer.namespaceId, answer]));
  writeCheck(byId, { ...check, report: { ...startReport(), ...over } }, { ...logger }, telemetry);
  return { line: lines[0], lines, sums: telemetry.sums() };
}

describe('a check', () => {
  test('is one line of numbers and words, and nobody is named in it but by number', () => {
    const { lines, sums } = write(['l1', 'redis', 'portal'], { flagValue: true, flagReason: 'TARGETING_MATCH' });
    const fields = {
      place: 'list',
      method: 'ssot',
      flag_value: true,
      flag_reason: 'TARGETING_MATCH',
      actor: 7,
      namespace_count: 3,
      eligible_count: 2,
      unknown_count: 0,
      hits: 2,
      misses: 1,
      source: 'portal',
      outcome: 'ok',
      fallback_reason: undefined,
      error_code: undefined,
      duration_ms: 1.235,
      request_id: 'request',
    };
    expect(lines).toEqual([{ message: 'trial_eligibility_check', fields }]);
    expect(JSON.stringify(lines)).not.toMatch(/@|e-?mail/i);
    expect(sums).toEqual({ trial_eligibility_checks_total: 1 });
  });

  test.each([
    [['l1'], 'l1', 'ok'],
    [['l1', 'redis'], 'redis', 'ok'],
    [['portal', 'l1'], 'portal', 'ok'],
    [['stale', 'l1'], 'stale', 'fallback'],
    [['database', 'l1'], 'database', 'fallback'],
    [['l1', 'unknown'], 'unknown', 'unknown'],
    [['unknown', 'unknown'], 'unknown', 'error'],
    [[], 'l1', 'ok'],
  ] as const)('answered from %j is told as from %s: %s', (sources, source, outcome) => {
    expect(write(sources).line?.fields).toMatchObject({ source, outcome });
  });

  test('that the flag gave to the product is its own queries’, and no fallback', () => {
    const { line } = write(['database'], { method: 'database', flagValue: false });
    expect(line?.fields).toMatchObject({ method: 'database', outcome: 'ok', misses: 0, flag_value: false });
  });

  test.each([
    ['stale', {}, { fallback_reason: 'portal_unavailable', error_code: undefined }],
    ['unknown', {}, { fallback_reason: undefined, error_code: 'portal_unavailable' }],
    ['database', { fallbackReason: 'deadline_passed' }, { fallback_reason: 'deadline_passed' }],
    ['unknown', { errorCode: 'database_query_failed' }, { error_code: 'database_query_failed' }],
  ] as const)('says why it was answered by %s %j', (source, report, expected) => {
    expect(write([source], report).line?.fields).toMatchObject(expected);
  });
});
