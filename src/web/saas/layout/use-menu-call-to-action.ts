import { useRoute } from 'wouter';
import type { CallToAction } from '#saas/contract/product-api.ts';
import { useCallsToAction } from '../api/use-calls-to-action.ts';
import { useGroups } from '../api/use-groups.ts';

/**
 * The user menu's offer: for the group of the page, and elsewhere for the first group that the person owns. Asked when the
 * page opens, because an item that came into the open menu would move the others.
 */
export function useMenuCallToAction(): CallToAction | undefined {
  const [isGroupPage, route] = useRoute('/groups/:id/*?');
  const isNewGroup = route?.id === 'new';
  const isOfGroup = isGroupPage && !isNewGroup;
  const { data: groups } = useGroups(!isOfGroup);
  const id = isOfGroup ? route.id : groups?.find((group) => group.is_owner)?.id;
  return useCallsToAction(id).data?.ctas.find(({ place }) => place === 'user_menu');
}
