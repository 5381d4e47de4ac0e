import { mayAct, type Role } from '#domain/people/roles.ts';
import type { DescribedRollout } from '#portal/contract/rollout-answers.ts';

/** What a person can do to a rollout, beside rolling it back. */
export type RolloutAct = 'approve' | 'pause' | 'resume' | 'adopt' | 'revert' | 'waive' | 'presence';

type Who = { readonly id: number; readonly role: Role; readonly email: string };
type Seen = Pick<DescribedRollout, 'phase' | 'paused' | 'next' | 'approval' | 'finished_at' | 'in_code'>;

/** Everything that whoever looks can do now, the most urgent first. */
export function possibleActs(rollout: Seen, who: Who): RolloutAct[] {
  if (!mayAct(who.role, 'operator') || rollout.finished_at !== null) return [];
  const { paused, next } = rollout;
  const isForeign = paused?.because === 'foreign_edit';
  return [
    ...(mayApprove(rollout, who) ? (['approve'] as const) : []),
    ...(isForeign ? (['adopt', 'revert'] as const) : []),
    ...(paused && !isForeign ? (['resume'] as const) : []),
    ...(next.waivable === null ? [] : (['waive'] as const)),
    'presence',
    ...(paused ? [] : (['pause'] as const)),
  ];
}

/** Whether a step waits for this very person: the plan names roles or addresses, and each person counts once. */
export function mayApprove({ approval, paused }: Pick<Seen, 'approval' | 'paused'>, who: Who): boolean {
  if (approval === null || approval.asked_at === null || paused !== null) return false;
  if (approval.given.some(({ id }) => id === who.id)) return false;
  return approval.approvers.some((one) => one === who.role || one.toLowerCase() === who.email.toLowerCase());
}

/** From every state, as long as there is something to take back and code that knows the flag. */
export function canRollBack({ phase, in_code: inCode }: Seen, { role }: Who): boolean {
  return mayAct(role, 'operator') && phase !== 'rolled_back' && inCode;
}
