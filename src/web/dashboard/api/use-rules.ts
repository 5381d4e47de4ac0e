import { useQuery } from '@tanstack/react-query';
import type { RuleHistoryAnswer, RulesAnswer } from '#portal/contract/rule-answers.ts';
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
