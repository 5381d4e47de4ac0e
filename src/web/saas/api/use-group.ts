import { useQuery } from '@tanstack/react-query';
import type { GroupOnWire } from '#saas/contract/product-api.ts';
import { isOnItsWay } from '../groups/is-on-its-way.ts';
import { send } from './send.ts';

export const groupKey = (id: string | number) => ['group', String(id)] as const;

/** When a group is asked for again whose trial is on its way, in milliseconds: most arrive within the first few looks. */
const SOON = 1_000;
const LATER = 4_000;
const FIRST_LOOKS = 15;

/** One group; while its trial is on its way, again and again, so that the page turns by itself. */
export function useGroup(id: string) {
  return useQuery({
    queryKey: groupKey(id),
    queryFn: async () => (await send<{ group: GroupOnWire }>('GET', `/groups/${encodeURIComponent(id)}`)).group,
    refetchInterval: ({ state: { data, dataUpdateCount } }) => {
      if (!data || !isOnItsWay(data.trial.state)) return false;
      return dataUpdateCount < FIRST_LOOKS ? SOON : LATER;
    },
  });
}
