import type { Clock } from '#kit/clock/clock.ts';
import { todayOf } from '#kit/clock/today-of.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import type { CacheInspection, NamespaceEligibility, TrialEligibility } from '#sdk/index.ts';
import type { SaasExplanation } from '../contract/explanation-on-wire.ts';
import { findGroup } from '../groups/group-store.ts';
import type { LastChecks } from '../last-checks/last-checks.ts';
import type { LegacyQueries } from '../legacy-queries/legacy-queries.ts';
import { findUser } from '../people/user-store.ts';
import { mayTryFrom } from '../trials/eligible-plans.ts';
import { findFacts, listApplications, type NamespaceFacts } from './explanation-store.ts';
import { sayVerdict } from './say-verdict.ts';

export type Explaining = {
  readonly database: Pool;
  readonly clock: Clock;
  readonly eligibility: () => TrialEligibility;
  /** @throws where the cache cannot be looked into. */
  readonly inspect: () => CacheInspection;
  readonly legacy: () => LegacyQueries;
  readonly lastChecks: () => LastChecks;
};

/** Everything that decides what one person sees of one namespace, as it is now. */
export async function explainForPerson(
  around: Explaining,
  namespaceId: number,
  userId: number | undefined,
  requestId: string,
): Promise<SaasExplanation> {
  const { database, clock, eligibility } = around;
  const flag = await eligibility().evaluateFlag(userId);
  const asked = { place: 'other', requestId, flag, ...(userId === undefined ? {} : { userId }) } as const;
  // The cache first, because asking fills it.
  const cache = await lookIntoCache(around, namespaceId);
  const [facts, user, applications, answers, legacy, lastChecks] = await Promise.all([
    findFacts(database, namespaceId),
    userId === undefined ? null : describePerson(database, namespaceId, userId),
    listApplications(database, namespaceId),
    eligibility().check([namespaceId], asked),
    explainLegacy(around.legacy(), namespaceId, todayOf(clock)),
    around.lastChecks().read(namespaceId),
  ]);
  const answer = answers.get(namespaceId);
  const plan = facts?.plan ?? null;
  const explanation = {
    namespace_id: namespaceId,
    user_id: userId ?? null,
    user,
    flag,
    cache,
    legacy,
    method: flag.value ? ('ssot' as const) : ('database' as const),
    namespace: facts ? toNamespaceOnWire(facts) : null,
    answer: toAnswerOnWire(answer),
    applications: applications.map((one) => ({ ...one, created_at: one.created_at.toISOString() })),
    last_checks: lastChecks,
  };
  const type = eligibility().chooseType(answer, plan);
  return { success: true, ...explanation, verdict: sayVerdict(explanation, type?.type) };
}

function toNamespaceOnWire(facts: NamespaceFacts): NonNullable<SaasExplanation['namespace']> {
  return {
    name: facts.name,
    path: facts.path,
    is_group: facts.isGroup,
    is_top_level: facts.isTopLevel,
    plan: facts.plan,
    may_try_from_plan: mayTryFrom(facts.plan),
    trial_ends_on: facts.trialEndsOn,
  };
}

function toAnswerOnWire(answer: NamespaceEligibility | undefined): SaasExplanation['answer'] {
  return {
    trial_types: answer?.trialTypes ?? null,
    source: answer?.source ?? 'unknown',
    version: answer?.version ?? 0,
    age_ms: Math.round(answer?.ageMs ?? 0),
    because: answer?.because ?? null,
  };
}

async function describePerson(database: Pool, namespaceId: number, userId: number) {
  const [user, group] = await Promise.all([findUser(database, userId), findGroup(database, namespaceId, userId)]);
  return { is_known: user !== undefined, is_direct_owner: group?.isOwner ?? false };
}

async function lookIntoCache({ inspect }: Explaining, namespaceId: number): Promise<SaasExplanation['cache']> {
  try {
    const [entry] = await inspect().read([namespaceId]);
    return entry ?? null;
  } catch {
    // In the memory of one process, or Redis is away: the rest of the explanation does not need it.
    return null;
  }
}

async function explainLegacy(
  queries: LegacyQueries,
  namespaceId: number,
  today: string,
): Promise<SaasExplanation['legacy']> {
  try {
    const [one] = await queries.explainAmong([namespaceId], today);
    if (!one) return null;
    return {
      no_active_duo_pro_trial: one.noActiveDuoProTrial,
      not_duo_enterprise: one.notDuoEnterprise,
      premium_can_trial_again: one.premiumCanTrialAgain,
      eligible: one.noActiveDuoProTrial && (one.notDuoEnterprise || one.premiumCanTrialAgain) && mayTryFrom(one.plan),
    };
  } catch {
    return null;
  }
}
