import type { Decider, Decision } from '#domain/eligibility/decider.ts';
import { unpackFacts } from '#domain/eligibility/unpack-facts.ts';
import type { Instant } from '#domain/time/days.ts';
import type { RulesInForce } from '../rule-sets/current-rules.ts';
import type { NamespaceReading } from './namespace-reader.ts';

export type AnswerOptions = {
  readonly includeReasons: boolean;
  /** Told for each namespace and type that observed rules would block. */
  readonly onObserved: (codes: readonly string[], trialType: string) => void;
};

type NamespaceAnswer = { readonly types: string; readonly validUntil: Instant; readonly reasons: string };

/**
 * The wire's answer as JSON text. Written piece by piece, because building objects and serialising them costs more than
 * deciding does.
 */
export function writeAnswer(
  ids: readonly number[],
  reading: NamespaceReading,
  rules: RulesInForce,
  options: AnswerOptions,
): string {
  let types = '';
  let versions = '';
  let valid = '';
  let reasons = '';
  let key = '"';
  for (const id of ids) {
    const row = reading.namespaces.get(id);
    const answer = answerOne(row?.facts ?? '', reading.at, rules, options);
    key += `${id}":`;
    types += key + answer.types;
    versions += key + (row?.version ?? 0);
    valid += key + isoOf(answer.validUntil);
    if (options.includeReasons) reasons += `${key}{${answer.reasons}}`;
    key = ',"';
  }
  const withReasons = options.includeReasons ? `"reasons":{${reasons}},` : '';
  const ruleSets = `"rule_set":${rules.ruleSet.number},"newest_rule_set":${reading.ruleSetHead}`;
  const readAt = `${ruleSets},"epoch":${reading.epoch},"as_of":${isoOf(reading.at)}`;
  return `{"namespaces":{${types}},"success":true,"versions":{${versions}},"valid_until":{${valid}},${withReasons}${readAt}}`;
}

function answerOne(packed: string, at: Instant, rules: RulesInForce, options: AnswerOptions): NamespaceAnswer {
  const { decider } = rules;
  const facts = unpackFacts(packed);
  let eligible = 0;
  let validUntil = rules.nextAt;
  let reasons = '';
  const decisions = decider.decideOffered(facts, at);
  for (let place = 0; place < decisions.length; place++) {
    const { blocking, observed, validUntil: until } = decisions[place] as Decision;
    const type = decider.offered[place]?.type ?? '';
    if (blocking === 0) eligible |= 1 << place;
    else if (options.includeReasons) {
      reasons += `${reasons && ','}"${type}":${JSON.stringify(decider.codesOf(blocking))}`;
    }
    if (observed !== 0) options.onObserved(decider.codesOf(observed), type);
    if (until < validUntil) validUntil = until;
  }
  return { types: listOf(decider, eligible), validUntil, reasons };
}

// The same few lists and days are told over and over; days are forgotten before they grow past a few thousand.
const listsByDecider = new WeakMap<Decider, Map<number, string>>();
const isoByInstant = new Map<Instant, string>();
const MOST_INSTANTS = 4_096;

function listOf(decider: Decider, eligible: number): string {
  const lists = listsByDecider.get(decider) ?? new Map<number, string>();
  if (lists.size === 0) listsByDecider.set(decider, lists);
  let list = lists.get(eligible);
  if (list === undefined) {
    list = JSON.stringify(decider.offered.filter((_type, place) => eligible & (1 << place)).map((type) => type.type));
    lists.set(eligible, list);
  }
  return list;
}

function isoOf(instant: Instant): string {
  if (instant === Infinity) return 'null';
  let iso = isoByInstant.get(instant);
  if (iso === undefined) {
    if (isoByInstant.size >= MOST_INSTANTS) isoByInstant.clear();
    iso = `"${new Date(instant).toISOString()}"`;
    isoByInstant.set(instant, iso);
  }
  return iso;
}
