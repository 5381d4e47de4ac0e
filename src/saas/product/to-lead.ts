import type { TrialRequestRead } from '../contract/read-trial-request.ts';
import type { Group } from '../groups/group.ts';
import type { Person } from '../people/person.ts';

/** What the form's lead is in the portal's words, as GitLab sends it. */
export function toLead(
  person: Person,
  group: Group,
  trialType: string,
  order: TrialRequestRead,
): Record<string, unknown> {
  return {
    ...order.glm,
    ...order.lead,
    work_email: person.email,
    first_name: order.firstName ?? person.firstName,
    last_name: order.lastName ?? person.lastName,
    trial_type: trialType,
    existing_plan: group.plan || 'free',
    skip_email_confirmation: true,
    gitlab_com_trial: true,
    provider: 'gitlab',
  };
}
