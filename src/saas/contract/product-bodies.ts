import { describeTrial } from '../groups/describe-trial.ts';
import type { Group } from '../groups/group.ts';
import type { Person } from '../people/person.ts';
import type { TrialOutcome } from '../registration/registration.ts';
import type { FoundTrials } from '../trials/trial-finder.ts';
import type {
  CheckOnWire,
  EligibleNamespaceOnWire,
  GroupOnWire,
  RegistrationAnswer,
  UserOnWire,
} from './product-api.ts';

const FREE = 'free';
const VISIBILITIES: Readonly<Record<number, GroupOnWire['visibility']>> = {
  0: 'private',
  10: 'internal',
  20: 'public',
};

export function toUserBody({ id, username, name, email, firstName, lastName }: Person): UserOnWire {
  return { id, username, name, email, first_name: firstName, last_name: lastName };
}

/** @param today a UTC day. */
export function toGroupBody(group: Group, today: string): GroupOnWire {
  const trial = describeTrial(group, today);
  return {
    id: group.id,
    name: group.name,
    path: group.path,
    is_owner: group.isOwner,
    plan: group.plan || FREE,
    plan_title: group.planTitle || 'Free',
    visibility: VISIBILITIES[group.visibilityLevel] ?? 'private',
    trial: {
      state: trial.state,
      trial_type: trial.trialType,
      starts_on: trial.startsOn,
      ends_on: trial.endsOn,
      days_left: trial.daysLeft,
      sentence: trial.sentence,
    },
  };
}

export function toRegistrationBody(person: Person, registered: TrialOutcome, today: string): RegistrationAnswer {
  const { group, trial, reason, check } = registered;
  return {
    user: toUserBody(person),
    group: group ? toGroupBody(group, today) : null,
    trial,
    reason: reason ?? null,
    check: check ? toCheckBody(check) : null,
  };
}

export function toCheckBody({
  method,
  source,
  durationMs,
}: Pick<FoundTrials, 'method' | 'source' | 'durationMs'>): CheckOnWire {
  return { method, source, duration_ms: Math.round(durationMs * 1_000) / 1_000 };
}

export function toEligibleBody({ group, type }: FoundTrials['eligible'][number]): EligibleNamespaceOnWire {
  return {
    id: group.id,
    name: group.name,
    path: group.path,
    plan: group.plan || FREE,
    trial_type: type.type,
    duration_days: type.durationDays,
  };
}
