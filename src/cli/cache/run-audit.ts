import { setTimeout } from 'node:timers/promises';
import { ELIGIBILITY_PATH, type EligibilityAnswer } from '#sdk/contract.ts';
import type { CacheEntryAnswer } from '#sdk/index.ts';
import type { PortalApi } from '../portal-api/portal-api.ts';
import { patiently } from '../progress/patiently.ts';
import { type AuditRange, auditedPages } from './audited-ids.ts';
import type { CacheAccess } from './cache-access.ts';
import { compareEntry, FINDINGS, type Finding, isSuspicious, isViolation, type PortalSays } from './compare-entry.ts';

export type Suspicion = { readonly finding: Finding; readonly entry: CacheEntryAnswer; readonly portal: PortalSays };
type Compared = Suspicion & { readonly id: number };

export type AuditResult = {
  readonly compared: number;
  readonly counts: Readonly<Record<Finding, number>>;
  readonly suspicions: readonly Suspicion[];
  readonly repaired: number;
  /** Violations that are there still. */
  readonly remaining: number;
};

export type Auditing = {
  readonly cache: CacheAccess;
  readonly portal: PortalApi;
  readonly range: AuditRange;
  readonly repair: boolean;
  readonly signal: AbortSignal;
  readonly onPage: (compared: number, lastId: number) => void;
};

/** Longer than a healthy change takes to be told everywhere. */
const SECOND_LOOK_AFTER = 1_500;

/** Compares page by page what the cache would serve with what the portal says; what is odd is looked at twice. */
export async function runAudit(audit: Auditing): Promise<AuditResult> {
  const counts = Object.fromEntries(FINDINGS.map((one) => [one, 0])) as Record<Finding, number>;
  const suspicions: Suspicion[] = [];
  let [compared, repaired, remaining] = [0, 0, 0];
  for (const page of auditedPages(audit.range)) {
    const found = await lookTwice(audit, page);
    for (const one of found) counts[one.finding] += 1;
    const odd = found.filter((one) => isSuspicious(one.finding));
    suspicions.push(...odd.map(({ finding, entry, portal }) => ({ finding, entry, portal })));
    const left = audit.repair && odd.length > 0 ? await repair(audit, odd) : odd;
    repaired += odd.length - left.length;
    remaining += left.filter((one) => isViolation(one.finding)).length;
    compared += page.length;
    audit.onPage(compared, page.at(-1) ?? 0);
  }
  return { compared, counts, suspicions, repaired, remaining };
}

async function lookTwice(audit: Auditing, page: readonly number[]): Promise<Compared[]> {
  const first = await look(audit, page);
  const odd = first.filter((one) => isSuspicious(one.finding)).map((one) => one.id);
  if (odd.length === 0) return first;
  await setTimeout(SECOND_LOOK_AFTER, undefined, { signal: audit.signal });
  const second = new Map((await look(audit, odd)).map((one) => [one.id, one]));
  return first.map((one) => second.get(one.id) ?? one);
}

/** The cache first: what the portal says later can only be newer. */
async function look({ cache, portal, signal }: Auditing, ids: readonly number[]): Promise<Compared[]> {
  const entries = await patiently(signal, () => cache.read(ids));
  // With a floor, even of nothing, the primary answers and no replica that is behind.
  const body = { namespace_ids: ids, at_least: Object.fromEntries(ids.map((id) => [id, 0])) };
  const answer = await patiently(signal, () => portal.send<EligibilityAnswer>('POST', ELIGIBILITY_PATH, body));
  signal.throwIfAborted();
  const { namespaces, versions, epoch, rule_set: ruleSet } = answer.body;
  return entries.map((entry) => {
    const id = entry.namespace_id;
    const says = { trialTypes: namespaces[id] ?? [], version: versions[id] ?? 0, epoch, ruleSet };
    return { id, finding: compareEntry(entry, says), entry, portal: says };
  });
}

/** Taken away first, because an entry with a version that never was would lend it to its tombstone. @returns what is left. */
async function repair(audit: Auditing, odd: readonly Compared[]): Promise<Compared[]> {
  const ids = odd.map((one) => one.id);
  await audit.cache.remove(ids);
  await audit.cache.invalidate(ids);
  return (await look(audit, ids)).filter((one) => isSuspicious(one.finding));
}
