import { randomUUID } from 'node:crypto';
import { COMPARISONS_PATH } from '#sdk/contract.ts';
import type { TestPortal } from '../../support/test-portal.ts';

const TYPE = 'ultimate_with_gitlab_duo_enterprise';
const group = { plan: 'free', trial_type: TYPE, outcome: 'grants_more', cause: 'duo_enterprise_ever' };

/** The address of the group that `tellComparisons` tells of. */
export const TOLD_GROUP = String(new URLSearchParams(group));

/** What a product would tell of a hundred comparisons, two of which are wrong grants, with a sample. */
export async function tellComparisons(portal: TestPortal, namespaceId: number): Promise<void> {
  const old = { trial_types: [], queries: { no_active_duo_pro_trial: true, not_duo_enterprise: false } };
  const sample = {
    ...group,
    mode: 'shadow',
    namespace_id: namespaceId,
    at: new Date().toISOString(),
    old: { ...old, denied_by: ['duo_enterprise_ever'] },
    new: { trial_types: [TYPE], reasons: { ultimate_with_dap: ['trial_already_used'] }, version: 1, rule_set: 1 },
  };
  const counts = [
    { ...group, mode: 'shadow', n: 2 },
    { ...group, mode: 'shadow', outcome: 'match', cause: '', n: 97 },
    { ...group, mode: 'shadow', outcome: 'candidate_timeout', cause: '', n: 1 },
  ];
  const told = { id: randomUUID(), environment: 'customers-staging', counts, samples: [sample] };
  const { status } = await portal.gitlab('POST', COMPARISONS_PATH, { body: told });
  if (status !== 201) throw new Error(`telling of comparisons answered ${status}`);
}
