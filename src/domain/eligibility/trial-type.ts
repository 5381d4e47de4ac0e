import type { Instant } from '../time/days.ts';

/** What a namespace can try. Data that operators change; only its `type` and `code` never change. */
export type TrialType = {
  /** The word on the wire, such as `ultimate_with_dap`. */
  readonly type: string;
  /** One to three characters, permanent: what a cache may store. */
  readonly code: string;
  /** For people. */
  readonly name: string;
  /** Plans that it is meant for: the asker narrows by them, the portal only at application. */
  readonly plans: readonly string[];
  readonly durationDays: number;
  readonly nextDurationDays?: number;
  /** ISO time from which the next duration holds. */
  readonly nextActiveTime?: string;
  /** May be had again once `retrialWindowDays` have passed since the last one ended. */
  readonly repeatable: boolean;
  readonly retrialWindowDays: number;
  /** The add-on that comes with it, by saas' name for it. */
  readonly addOn: string | null;
  /** Only offered types are in answers and can be applied for. */
  readonly offered: boolean;
};

/** How long a trial of this type runs that starts now, in days. A next duration counts from its time on. */
export function durationAt(trialType: TrialType, at: Instant): number {
  const { durationDays, nextDurationDays, nextActiveTime } = trialType;
  if (nextDurationDays === undefined || nextActiveTime === undefined) return durationDays;
  return Date.parse(nextActiveTime) <= at ? nextDurationDays : durationDays;
}
