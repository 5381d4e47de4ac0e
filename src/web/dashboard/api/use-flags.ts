import { useQuery } from '@tanstack/react-query';
import type {
  FlagAnswer,
  FlagCleanupAnswer,
  FlagLifecyclesAnswer,
  FlagsAnswer,
} from '#portal/contract/flag-answers.ts';
import { RequestFailed } from '../../api/request-failed.ts';
import { send } from './send.ts';

export const FLAGS = ['flags'] as const;

export function useFlags() {
  return useQuery({ queryKey: FLAGS, queryFn: async () => (await send<FlagsAnswer>('GET', '/flags')).flags });
}

/** One flag, null for one that the code does not know (any more); looked at every ten seconds, because processes evaluate it without telling anybody here. */
export function useFlag(name: string) {
  return useQuery({
    queryKey: [...FLAGS, name],
    queryFn: () => findFlag(name),
    refetchInterval: 10_000,
  });
}

async function findFlag(name: string): Promise<FlagAnswer['flag'] | null> {
  try {
    return (await send<FlagAnswer>('GET', `/flags/${encodeURIComponent(name)}`)).flag;
  } catch (error) {
    if (error instanceof RequestFailed && error.status === 404) return null;
    throw error;
  }
}

/** Where every flag is in its life: also those that have left the code. */
export function useFlagLifecycles() {
  return useQuery({
    queryKey: [...FLAGS, 'lifecycles'],
    queryFn: async () => (await send<FlagLifecyclesAnswer>('GET', '/flag_lifecycles')).flags,
  });
}

/** The steps of a flag's going. */
export function useFlagCleanup(name: string) {
  return useQuery({
    queryKey: [...FLAGS, name, 'cleanup'],
    queryFn: async () => (await send<FlagCleanupAnswer>('GET', `/flags/${encodeURIComponent(name)}/cleanup`)).cleanup,
    refetchInterval: 10_000,
  });
}
