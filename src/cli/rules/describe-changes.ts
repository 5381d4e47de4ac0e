import type { RuleSetOnWire } from '#portal/contract/rule-answers.ts';
import { showValue } from '../terminal/show-value.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What the newer of two rule sets changes, one phrase each: `applicant_trial_limit max 10 → 5`. */
export function describeChanges(older: RuleSetOnWire, newer: RuleSetOnWire): string[] {
  const rules = newer.rules.flatMap((rule) => {
    const before = older.rules.find((one) => one.code === rule.code);
    if (!before) return [`${rule.code} is new`];
    const was = { state: before.state, ...before.parameters };
    return describeFields(rule.code, was, { state: rule.state, ...rule.parameters });
  });
  const types = newer.trial_types.flatMap((type) => {
    const before = older.trial_types.find((one) => one.type === type.type);
    return before ? describeFields(type.type, before, type) : [`${type.type} is new`];
  });
  const order = (set: RuleSetOnWire) => set.trial_types.map((one) => one.type).join(' ');
  const moved = order(older) !== order(newer) && older.trial_types.length === newer.trial_types.length;
  const changes = [...rules, ...types, ...(moved ? ['another order of the trial types'] : [])];
  return changes.length > 0 ? changes : ['no difference'];
}

function describeFields(name: string, before: Fields, after: Fields): string[] {
  return Object.keys(after)
    .filter((field) => showValue(before[field]) !== showValue(after[field]))
    .map((field) => `${name} ${field} ${showValue(before[field])} → ${showValue(after[field])}`);
}
