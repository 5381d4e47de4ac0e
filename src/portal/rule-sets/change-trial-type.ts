import type { RuleSetBody } from '#domain/eligibility/rule-set.ts';
import type { TrialType } from '#domain/eligibility/trial-type.ts';
import { BadRequest } from '#kit/errors/bad-request.ts';
import { notFound } from '#kit/errors/not-found.ts';

/** What may be changed of a type, and its place in the order of preference, counted from 1. */
export type TrialTypeChange = Partial<Omit<TrialType, 'type'>> & { readonly position?: number };

// Eligibility is kept as one bit per offered type.
const MOST_TYPES = 30;

/** A rule set in which one trial type is changed, or added where there is none of that name. @throws {BadRequest} */
export function withTrialType(body: RuleSetBody, type: string, { position, ...change }: TrialTypeChange): RuleSetBody {
  const known = body.trialTypes.find((one) => one.type === type);
  if (known && change.code !== undefined && change.code !== known.code) {
    throw wrong('code', `is permanent: ${type} keeps ${known.code}, because caches store it`);
  }
  if (!known && body.trialTypes.length >= MOST_TYPES) throw wrong('type', `there can be ${MOST_TYPES} types at most`);
  const changed = known ? { ...known, ...change } : newType(body, type, change);
  assertNextDuration(changed);
  const others = body.trialTypes.filter((one) => one.type !== type);
  const place = position === undefined && known ? body.trialTypes.indexOf(known) : (position ?? others.length + 1) - 1;
  return { ...body, trialTypes: others.toSpliced(place, 0, changed) };
}

function newType(body: RuleSetBody, type: string, change: Partial<TrialType>): TrialType {
  const { code, name, plans, durationDays } = change;
  if (code === undefined || name === undefined || plans === undefined || durationDays === undefined) {
    throw notFound(`There is no trial type ${type}; a new one needs code, name, plans and duration_days.`);
  }
  const taken = body.trialTypes.find((one) => one.code === code);
  if (taken) throw wrong('code', `${code} belongs to ${taken.type}`);
  return {
    ...change,
    type,
    code,
    name,
    plans,
    durationDays,
    repeatable: change.repeatable ?? false,
    retrialWindowDays: change.retrialWindowDays ?? 0,
    addOn: change.addOn ?? null,
    offered: change.offered ?? false,
  };
}

function assertNextDuration({ nextDurationDays, nextActiveTime }: TrialType): void {
  if ((nextDurationDays === undefined) === (nextActiveTime === undefined)) return;
  throw wrong('next_active_time', 'and next_duration_days come together');
}

function wrong(field: string, problem: string): BadRequest {
  return new BadRequest(`${field} ${problem}.`, { attributes: { [field]: [problem] } });
}
