import { useQuery } from '@tanstack/react-query';
import type { GroupOnWire } from '#saas/contract/product-api.ts';
import { send } from './send.ts';

export const groupKey = (id: string | number) => ['group', String(id)] as const;

/** How soon a group is asked for again whose trial is on its way, in milliseconds. */
const AGAIN = { starting: 1_000, confirming: 4_000 } as const;

/** One group; while its trial is on its way, again and again, so that the page turns by itself. */
export function useGroup(id: string) {
  return useQuery({
    queryKey: groupKey(id),
    queryFn: async () => (await send<{ group: GroupOnWire }>('GET', `/groups/${encodeURIComponent(id)}`)).group,
    refetchInterval: ({ state }) => {
      const trial = state.data?.trial.state;
      return trial === 'starting' || trial === 'confirming' ? AGAIN[trial] : false;
    },
  });
}
