import { PortalAnswerInvalid } from '../faults.ts';

/** An answer of the portal, checked. Of a portal without versions (GitLab's own), `versions` is undefined. */
export type CheckedAnswer = {
  readonly namespaces: Readonly<Record<string, readonly string[]>>;
  readonly versions: Readonly<Record<string, number>> | undefined;
  readonly validUntil: Readonly<Record<string, string | null>>;
  readonly epoch: number;
  /** The newest that the answer respects, in force or announced. */
  readonly ruleSet: number;
  /** Milliseconds since 1970 by the portal's database; only ever subtracted from the portal's other times. */
  readonly asOf: number;
};

/** @throws {PortalAnswerInvalid} for whatever is no answer, also with status 200. */
export function readEligibilityAnswer(body: unknown): CheckedAnswer {
  if (!isRecord(body) || body.success !== true || !isRecord(body.namespaces)) {
    throw new PortalAnswerInvalid('The portal answered with something that is no eligibility answer.');
  }
  for (const [id, types] of Object.entries(body.namespaces)) {
    if (!Array.isArray(types) || !types.every((type) => typeof type === 'string')) {
      throw new PortalAnswerInvalid(`The portal's answer for ${id} is no list of trial types.`);
    }
  }
  const versions = body.versions === undefined ? undefined : readVersions(body.versions);
  const asOf = typeof body.as_of === 'string' ? Date.parse(body.as_of) : Number.NaN;
  if (versions && !(Number.isFinite(asOf) && isWhole(body.epoch) && isWhole(body.rule_set))) {
    throw new PortalAnswerInvalid("The portal's answer has versions, but no epoch, rule set or time.");
  }
  return {
    namespaces: body.namespaces as CheckedAnswer['namespaces'],
    versions,
    validUntil: isRecord(body.valid_until) ? (body.valid_until as CheckedAnswer['validUntil']) : {},
    epoch: isWhole(body.epoch) ? body.epoch : 0,
    ruleSet: Math.max(...[body.rule_set, body.newest_rule_set, 0].filter(isWhole)),
    asOf,
  };
}

/** Milliseconds for which an answer holds, from `as_of`; Infinity where nothing but a change can make it wrong. */
export function lifeOf(answer: CheckedAnswer, id: number): number {
  const until = answer.validUntil[id];
  if (until === null || until === undefined) return Number.POSITIVE_INFINITY;
  const life = Date.parse(until) - answer.asOf;
  // A time that cannot be read holds no longer than this moment.
  return Number.isFinite(life) ? Math.max(0, life) : 0;
}

function readVersions(versions: unknown): Readonly<Record<string, number>> {
  if (!isRecord(versions) || !Object.values(versions).every(isWhole)) {
    throw new PortalAnswerInvalid("The versions in the portal's answer are not whole numbers.");
  }
  return versions as Record<string, number>;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
