import { useQuery } from '@tanstack/react-query';
import type { RuleHistoryAnswer, RulesAnswer, TrySummary } from '#portal/contract/rule-answers.ts';
import { send } from './send.ts';

export const RULES = ['rules'] as const;

/** The rule set in force, and those announced. */
export function useRules() {
  return useQuery({ queryKey: RULES, queryFn: () => send<RulesAnswer>('GET', '/rules') });
}

export function useRuleHistory() {
  return useQuery({
    queryKey: [...RULES, 'history'],
    queryFn: async () => (await send<RuleHistoryAnswer>('GET', '/rule_sets?limit=30')).rule_sets,
  });
}

export type TryJob = {
  readonly id: number;
  readonly state: string;
  readonly phase: string | null;
  readonly done: number;
  readonly total: number | null;
  readonly result: TrySummary | null;
  readonly error: string | null;
};

/** How far a try is, until it has ended. */
export function useTryJob(id: number | undefined) {
  return useQuery({
    queryKey: ['job', id],
    queryFn: async () => (await send<{ job: TryJob }>('GET', `/jobs/${id}`)).job,
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (hasEnded(state.data) ? false : 500),
  });
}

export const hasEnded = (job: TryJob | undefined) => job?.state === 'finished' || job?.state === 'failed';
