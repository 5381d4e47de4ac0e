import type { EligibleNamespacesAnswer, GroupOnWire } from '#saas/contract/product-api.ts';
import { NEW_GROUP } from './namespace-choices.ts';

type Answer = Pick<EligibleNamespacesAnswer, 'namespaces' | 'others' | 'unknown'>;
export type TrialGate =
  | { readonly kind: 'open'; readonly answer: Answer }
  | { readonly kind: 'closed'; readonly sentence: string };

const NOT_YOURS = 'Only an Owner of a group can start its trial, and you are not an Owner of this one.';

/**
 * Who may see the form. A group for which nobody can say is no reason to send its Owner away.
 * @param answer undefined where the list could not be had: then nobody can say for any of the groups.
 * @param asked the group that the address names.
 */
export function gateTrial(
  answer: Answer | undefined,
  groups: readonly Pick<GroupOnWire, 'id' | 'is_owner'>[],
  asked: string | null,
): TrialGate {
  const owned = groups.filter((group) => group.is_owner);
  const known = answer ?? { namespaces: [], others: [], unknown: owned.map(({ id }) => id) };
  if (asked === null || asked === '' || asked === NEW_GROUP) return { kind: 'open', answer: known };
  const other = known.others.find(({ id }) => String(id) === asked);
  if (other) return { kind: 'closed', sentence: other.sentence };
  const isTheirs = known.namespaces.some(({ id }) => String(id) === asked) || known.unknown.map(String).includes(asked);
  return isTheirs ? { kind: 'open', answer: known } : { kind: 'closed', sentence: NOT_YOURS };
}
