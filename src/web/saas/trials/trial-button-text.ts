import { type NamespaceChoice, NEW_GROUP } from './namespace-choices.ts';
import type { TrialValues } from './trial-values.ts';

/** Says what the button does: "Start 30-day trial of Zeta". */
export function trialButtonText(values: TrialValues, choices: readonly NamespaceChoice[]): string {
  const choice = choices.find(({ value }) => value === values.namespace_id);
  if (!choice) return 'Start trial';
  const name = choice.value === NEW_GROUP ? values.new_group_name.trim() : choice.label;
  const start = `Start ${choice.durationDays}-day trial`;
  return name === '' ? start : `${start} of ${name}`;
}
