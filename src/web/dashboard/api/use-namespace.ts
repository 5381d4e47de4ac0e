import { useQuery } from '@tanstack/react-query';
import type { Explanation } from '#portal/contract/explanation-answer.ts';
import type { ProvisioningOnWire } from '#portal/contract/provisioning-on-wire.ts';
import type { SaasExplanation } from '#saas/contract/explanation-on-wire.ts';
import { send } from './send.ts';
import type { AuditAnswer } from './use-audit.ts';

export const namespaceKey = (id: string) => ['namespace', id] as const;

/** The portal's half. @param at a day or a time; undefined is now. */
export function useExplanation(id: string, at: string | undefined) {
  const query = at === undefined ? '' : `?at=${encodeURIComponent(at)}`;
  return useQuery({
    queryKey: [...namespaceKey(id), 'portal', at],
    queryFn: () => send<Explanation>('GET', `/namespaces/${id}/eligibility${query}`),
  });
}

export type SaasHalf = { readonly explanation: SaasExplanation | null; readonly because: string | null };

/** The half of saas, for one person where one is chosen; asked again when the portal has told saas of something. */
export function useSaasHalf(id: string, userId: string | undefined) {
  const { data: provisionings, isPending } = useProvisionings(id);
  const told = provisionings?.map((one) => `${one.id} ${one.state} ${one.updated_at}`).join();
  const query = userId === undefined ? '' : `?user_id=${encodeURIComponent(userId)}`;
  return useQuery({
    queryKey: [...namespaceKey(id), 'saas', userId, told],
    queryFn: () => send<SaasHalf>('GET', `/namespaces/${id}/saas${query}`),
    enabled: !isPending,
    // Of the same person only: nobody is shown what somebody else sees.
    placeholderData: (before, asked) => (asked?.queryKey[3] === userId ? before : undefined),
  });
}

/** How far saas knows of its trials and purchases; looked at again while something is on its way. */
export function useProvisionings(id: string) {
  return useQuery({
    queryKey: [...namespaceKey(id), 'provisionings'],
    queryFn: async () =>
      (await send<{ provisionings: readonly ProvisioningOnWire[] }>('GET', `/provisionings?namespace_id=${id}`))
        .provisionings,
    refetchInterval: ({ state }) => (state.data?.some((one) => one.state === 'retrying') ? 2_000 : false),
  });
}

/** What people did to it. */
export function useActs(id: string) {
  return useQuery({
    queryKey: [...namespaceKey(id), 'audit'],
    queryFn: async () => (await send<AuditAnswer>('GET', `/audit?namespace_id=${id}&limit=100`)).entries,
  });
}
