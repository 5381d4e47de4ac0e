import { useQuery } from '@tanstack/react-query';
import type { CallsToActionAnswer } from '#saas/contract/product-api.ts';
import { send } from './send.ts';

/**
 * What the product offers to this person for a group. Never kept from page to page, because an offer that is taken must be
 * gone on the next one; while nobody can say, there is none.
 */
export function useCallsToAction(groupId: string | number | undefined) {
  return useQuery({
    queryKey: ['calls-to-action', String(groupId)],
    queryFn: () => send<CallsToActionAnswer>('GET', `/namespaces/${encodeURIComponent(String(groupId))}/ctas`),
    enabled: groupId !== undefined,
    gcTime: 0,
    retry: false,
  });
}
