import { useSearchParams } from 'wouter';
import type { ComparisonGroup, ComparisonWindow } from '../api/use-comparisons.ts';

export const DAYS = ['1', '7', '30', '90'] as const;
/** Rates of wrong grants that somebody may want to be sure of. */
export const LIMITS = ['0.01', '0.001', '0.0001'] as const;

const OF_GROUP = ['plan', 'trial_type', 'outcome', 'cause'] as const;

/** What stands in the address, so that a link shows the same: days, environment, limit and the group that is open. */
export function useComparisonChoices() {
  const [params, setParams] = useSearchParams();
  const change = (wanted: Readonly<Record<string, string | undefined>>) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        for (const [key, value] of Object.entries(wanted)) {
          if (value === undefined) after.delete(key);
          else after.set(key, value);
        }
        return after;
      },
      { replace: true },
    );
  const days = oneOf(DAYS, params.get('days'), '7');
  const window: ComparisonWindow = { days, environment: params.get('environment') };
  return {
    window,
    limit: oneOf(LIMITS, params.get('limit'), '0.001'),
    group: readGroup(params),
    change,
    open: (group: ComparisonGroup | undefined) =>
      change(Object.fromEntries(OF_GROUP.map((field) => [field, group?.[field]]))),
  };
}

function oneOf(all: readonly string[], wanted: string | null, otherwise: string): string {
  return wanted !== null && all.includes(wanted) ? wanted : otherwise;
}

function readGroup(params: URLSearchParams): ComparisonGroup | undefined {
  const [plan, trialType, outcome] = [params.get('plan'), params.get('trial_type'), params.get('outcome')];
  if (!plan || !trialType || !outcome) return undefined;
  return { plan, trial_type: trialType, outcome, cause: params.get('cause') ?? '' };
}

export function isSameGroup(one: ComparisonGroup | undefined, other: ComparisonGroup): boolean {
  return one !== undefined && OF_GROUP.every((field) => one[field] === other[field]);
}
