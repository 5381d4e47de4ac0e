import type { Problems } from './problems.ts';
import type { SubscriptionValues } from './subscription.ts';

const BLANK = "can't be blank";

/**
 * GitLab's rules for a subscription.
 * @param before the values so far; undefined for a new one. What was blank already may stay so: sending back what
 * somebody read must be possible.
 */
export function findSubscriptionProblems(values: SubscriptionValues, before?: SubscriptionValues): Problems {
  const problems: Record<string, string[]> = {};
  if (values.startDate === null && before?.startDate !== null) problems.startDate = [BLANK];
  if (values.seats === null && before?.seats !== null) problems.seats = [BLANK];
  if (!values.trial) return problems;
  const { trialStartsOn, trialEndsOn } = values;
  if (trialStartsOn === null) problems.trialStartsOn = [BLANK];
  if (trialEndsOn === null) problems.trialEndsOn = [BLANK];
  if (trialStartsOn !== null && trialEndsOn !== null && trialEndsOn <= trialStartsOn) {
    problems.trialEndsOn = [`must be later than the start of the trial, ${trialStartsOn}`];
  }
  return problems;
}
