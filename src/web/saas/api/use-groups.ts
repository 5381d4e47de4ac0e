import { useQuery } from '@tanstack/react-query';
import type { GroupOnWire } from '#saas/contract/product-api.ts';
import { send } from './send.ts';

export const GROUPS = ['groups'] as const;

/** The groups of the person, by name. */
export function useGroups(isSignedIn = true) {
  return useQuery({
    queryKey: GROUPS,
    queryFn: async () => (await send<{ groups: readonly GroupOnWire[] }>('GET', '/groups')).groups,
    enabled: isSignedIn,
  });
}
