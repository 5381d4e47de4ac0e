import type { GroupTrialOnWire } from '#saas/contract/product-api.ts';
import { dayText } from './day-text.ts';

/** What a person who has just started a trial reads; the wording and the exception are GitLab's. */
export function startedText(endsOn: string | null, glmContent?: string | null): string {
  if (/^discover-(group|project)-security$/.test(glmContent ?? ''))
    return 'Congratulations, your free trial is activated.';
  if (endsOn === null) return 'You have successfully started a GitLab Ultimate trial.';
  return `You have successfully started a GitLab Ultimate trial that will expire on ${dayText(endsOn)}.`;
}

/** How a group's trial stands, for every member; undefined where it has none. */
export function trialText({ state, ends_on, days_left, sentence }: GroupTrialOnWire): string | undefined {
  if (state === 'none') return undefined;
  if (state === 'confirming')
    return 'Your trial starts as soon as it can be confirmed. There is nothing you need to do.';
  if (state === 'starting') return 'Your trial is starting. This page updates by itself.';
  if (state === 'refused') return sentence ?? 'This group cannot start a trial right now.';
  if (state === 'ended') return ends_on ? `The trial ended on ${dayText(ends_on)}.` : 'The trial ended.';
  const left = days_left === null ? 'Running' : `${days_left} ${days_left === 1 ? 'day' : 'days'} left`;
  return ends_on ? `${left}, ends ${dayText(ends_on)}` : left;
}
