import type { RuleSetOnWire } from '#portal/contract/rule-answers.ts';

export type ShortVerdict = { readonly may: boolean; readonly text: string };

type Types = RuleSetOnWire['trial_types'];
type Reasons = Readonly<Record<string, readonly string[]>>;

/**
 * The answer for a line of a list, by the types that are meant for the plan.
 * @param granted the types that may be started. @param reasons the codes that stand against the others, by type.
 */
export function sayInShort(
  plan: string | null,
  types: Types,
  granted: readonly string[],
  reasons: Reasons,
): ShortVerdict {
  const meant = types.filter((one) => one.offered && one.plans.includes(plan ?? 'none')).map((one) => one.type);
  if (meant.length === 0) return { may: false, text: `no trial for the plan ${plan ?? 'none'}` };
  if (meant.some((type) => granted.includes(type))) return { may: true, text: 'may start a trial' };
  return { may: false, text: [...new Set(meant.flatMap((type) => reasons[type] ?? []))].join(', ') };
}
