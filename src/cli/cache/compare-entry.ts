import type { CacheEntryAnswer } from '#sdk/index.ts';

/** What the portal says of one namespace. */
export type PortalSays = {
  readonly trialTypes: readonly string[];
  readonly epoch: number;
  readonly version: number;
  readonly ruleSet: number;
};

export const FINDINGS = ['same', 'absent', 'tombstone', 'older_rules', 'behind', 'ahead', 'different'] as const;
export type Finding = (typeof FINDINGS)[number];

/** These cannot be explained by anything that is just happening. */
export function isViolation(finding: Finding): boolean {
  return finding === 'different' || finding === 'ahead';
}

/** These are looked at twice, because cache and portal are not read at the same moment. */
export function isSuspicious(finding: Finding): boolean {
  return finding === 'behind' || isViolation(finding);
}

/** How an entry compares with what the portal's primary said after it was read. What nobody would be served is absent. */
export function compareEntry(entry: CacheEntryAnswer, portal: PortalSays): Finding {
  if (entry.state === 'tombstone') return 'tombstone';
  if (entry.state !== 'answer' || entry.verdict === 'absent' || entry.trial_types === null) return 'absent';
  const order = compare(entry.epoch ?? 0, portal.epoch) || compare(entry.version ?? 0, portal.version);
  if (order !== 0) return order < 0 ? 'behind' : 'ahead';
  if (isSame(entry.trial_types, portal.trialTypes)) return 'same';
  return (entry.rule_set ?? 0) < portal.ruleSet ? 'older_rules' : 'different';
}

function compare(one: number, other: number): number {
  return Math.sign(one - other);
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((type, place) => type === other[place]);
}
