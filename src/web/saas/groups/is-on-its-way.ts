import type { GroupTrialOnWire } from '#saas/contract/product-api.ts';

/** Whether the page of a group waits for its trial. */
export function isOnItsWay(state: GroupTrialOnWire['state'] | undefined): boolean {
  return state === 'starting' || state === 'confirming';
}
