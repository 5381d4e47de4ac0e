import { useQuery } from '@tanstack/react-query';
import type { UserOnWire } from '#saas/contract/product-api.ts';
import { send } from './send.ts';

/** Whoever is signed in. */
export function usePerson(isSignedIn = true) {
  return useQuery({
    queryKey: ['person'],
    queryFn: async () => (await send<{ user: UserOnWire }>('GET', '/user')).user,
    enabled: isSignedIn,
    staleTime: 60_000,
  });
}
