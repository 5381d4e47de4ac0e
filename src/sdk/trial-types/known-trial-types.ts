import type { NamespaceEligibility } from '../eligibility-source.ts';
import { isRecord } from '../portal-client/read-eligibility-answer.ts';
import { FIRST_TRIAL_TYPES, type TrialType } from './trial-type.ts';

const DEFAULT_DAYS = 30;
const NO_PLAN = 'none';

/** What this process knows of the portal's trial types; names decide nothing. */
export class KnownTrialTypes {
  readonly #byType = new Map<string, TrialType>(FIRST_TRIAL_TYPES.map((one) => [one.type, one]));

  /** Takes in `trial_types` as on the wire. A type without plans (GitLab's own portal tells none) keeps those it has. */
  learn(types: Readonly<Record<string, unknown>>, now: Date): void {
    for (const [type, raw] of Object.entries(types)) {
      if (!isRecord(raw)) continue;
      const known = this.#byType.get(type);
      const plans = Array.isArray(raw.plans) ? raw.plans.filter((plan) => typeof plan === 'string') : known?.plans;
      if (!plans) continue;
      this.#byType.set(type, {
        type,
        plans,
        durationDays: daysOf(raw, now) ?? known?.durationDays ?? DEFAULT_DAYS,
        name: typeof raw.name === 'string' ? raw.name : (known?.name ?? type),
      });
    }
  }

  find(type: string): TrialType | undefined {
    return this.#byType.get(type);
  }

  /** The first type that an answer allows and that is for this plan. @param plan null for none. */
  choose(answer: NamespaceEligibility | undefined, plan: string | null): TrialType | undefined {
    const wanted = plan === null || plan === '' ? NO_PLAN : plan;
    for (const type of answer?.trialTypes ?? []) {
      const known = this.#byType.get(type);
      if (known?.plans.includes(wanted)) return known;
    }
    return undefined;
  }

  /** The first type for this plan, whoever may start it. @param plan null for none. */
  forPlan(plan: string | null): TrialType | undefined {
    const wanted = plan || NO_PLAN;
    return [...this.#byType.values()].find(({ plans }) => plans.includes(wanted));
  }

  /** As on the wire, so that another process can learn them. */
  toJSON(): Record<string, { name: string; plans: readonly string[]; duration_days: number }> {
    return Object.fromEntries(
      [...this.#byType.values()].map(({ type, name, plans, durationDays }) => [
        type,
        { name, plans, duration_days: durationDays },
      ]),
    );
  }
}

/** The next duration from its moment on, as GitLab reads it; whatever cannot be read is passed over. */
function daysOf(raw: Readonly<Record<string, unknown>>, now: Date): number | undefined {
  const isNext = typeof raw.next_active_time === 'string' && Date.parse(raw.next_active_time) <= now.getTime();
  const days = isNext ? raw.next_duration_days : raw.duration_days;
  return Number.isSafeInteger(days) && (days as number) > 0 ? (days as number) : undefined;
}
