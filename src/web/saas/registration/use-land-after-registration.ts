import { useLocation } from 'wouter';
import type { RegistrationAnswer } from '#saas/contract/product-api.ts';
import { useFlash } from '../layout/flash.ts';

export const FIRST_GROUP = '/users/sign_up/groups/new';

/** Goes where a new person belongs: to their group where they made one, and says there why a trial cannot be had; else `otherwise`. */
export function useLandAfterRegistration(): (answer: RegistrationAnswer, otherwise?: string) => void {
  const [, navigate] = useLocation();
  const { show } = useFlash();
  return ({ group, trial, reason }, otherwise = '/') => {
    if (!group) return navigate(otherwise);
    navigate(`/groups/${group.id}`);
    if (trial !== 'not_eligible') return;
    show({
      kind: 'warning',
      title: `Your group is on the ${group.plan_title} plan, without a trial`,
      text: reason ?? 'This group cannot start a trial right now.',
    });
  };
}
