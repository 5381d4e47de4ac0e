import { useInfiniteQuery } from '@tanstack/react-query';
import type { ProvisioningOnWire } from '#portal/contract/provisioning-on-wire.ts';
import { send } from './send.ts';

export const PROVISIONINGS = ['provisionings'] as const;

/** `waiting`: due, not confirmed by saas, and sent again by itself; `undeliverable`: refused for good. */
export type Unsettled = 'waiting' | 'undeliverable';

const PAGE = 50;
const QUERIES = { waiting: 'state=retrying&due=true', undeliverable: 'state=undeliverable' } as const;

/** What saas has not confirmed, the oldest first. */
export function useUnsettledProvisionings(state: Unsettled) {
  return useInfiniteQuery({
    queryKey: [...PROVISIONINGS, state],
    initialPageParam: 0,
    queryFn: async ({ pageParam }) =>
      (
        await send<{ provisionings: readonly ProvisioningOnWire[] }>(
          'GET',
          `/provisionings?${QUERIES[state]}&after=${pageParam}&limit=${PAGE}`,
        )
      ).provisionings,
    getNextPageParam: (last) => (last.length < PAGE ? undefined : last.at(-1)?.id),
    // They land without an act that anybody hears of.
    refetchInterval: 5_000,
  });
}
