import { useQuery } from '@tanstack/react-query';
import type { FlagAnswer, FlagsAnswer } from '#portal/contract/flag-answers.ts';
import { send } from './send.ts';

export const FLAGS = ['flags'] as const;

export function useFlags() {
  return useQuery({ queryKey: FLAGS, queryFn: async () => (await send<FlagsAnswer>('GET', '/flags')).flags });
}

/** One flag; looked at every ten seconds, because processes evaluate it without telling anybody here. */
export function useFlag(name: string) {
  return useQuery({
    queryKey: [...FLAGS, name],
    queryFn: async () => (await send<FlagAnswer>('GET', `/flags/${encodeURIComponent(name)}`)).flag,
    refetchInterval: 10_000,
  });
}
