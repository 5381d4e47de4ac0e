import { useQuery } from '@tanstack/react-query';
import type { SearchAnswerOnWire } from '#portal/contract/search-on-wire.ts';
import { send } from './send.ts';

/** What a text from a ticket may mean. @param text trimmed; nothing is asked for an empty one. */
export function useSearch(text: string) {
  return useQuery({
    queryKey: ['search', text],
    queryFn: () => send<SearchAnswerOnWire>('POST', '/search', { q: text }),
    enabled: text !== '',
    staleTime: 10_000,
    gcTime: 30_000,
    retry: false,
  });
}
