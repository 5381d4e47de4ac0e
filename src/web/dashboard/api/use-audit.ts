import { useInfiniteQuery } from '@tanstack/react-query';
import type { AuditEntryOnWire } from '#portal/contract/audit-on-wire.ts';
import { send } from './send.ts';

export type AuditAnswer = { readonly entries: readonly AuditEntryOnWire[] };

const PAGE = 100;

/** Lines of the audit log, newest first. @param query the filter, as it stands in an address. */
export function useAudit(query: string) {
  return useInfiniteQuery({
    queryKey: ['audit', query],
    initialPageParam: undefined as number | undefined,
    queryFn: async ({ pageParam }) => {
      const page = new URLSearchParams(query);
      page.set('limit', String(PAGE));
      if (pageParam !== undefined) page.set('before', String(pageParam));
      return (await send<AuditAnswer>('GET', `/audit?${page}`)).entries;
    },
    getNextPageParam: (last) => (last.length < PAGE ? undefined : last.at(-1)?.id),
  });
}
