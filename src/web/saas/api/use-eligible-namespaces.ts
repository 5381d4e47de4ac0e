import { useQuery } from '@tanstack/react-query';
import type { EligibleNamespacesAnswer } from '#saas/contract/product-api.ts';
import { send } from './send.ts';

/** Which groups may start a trial, which may not and why, and for which nobody can say. Never kept from page to page. */
export function useEligibleNamespaces() {
  return useQuery({
    queryKey: ['eligible-namespaces'],
    queryFn: () => send<EligibleNamespacesAnswer>('GET', '/trials/eligible_namespaces'),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
}
