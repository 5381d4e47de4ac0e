import type { RuleSetOnWire } from '#portal/contract/rule-answers.ts';

type TrialTypeOnWire = RuleSetOnWire['trial_types'][number];

/** What the form holds. */
export type TrialTypeValues = {
  readonly offered: boolean;
  readonly name: string;
  readonly plans: string;
  readonly durationDays: number;
  readonly repeatable: boolean;
  readonly retrialWindowDays: number;
};

export function valuesOf(known: TrialTypeOnWire): TrialTypeValues {
  return {
    offered: known.offered,
    name: known.name,
    plans: known.plans.join(', '),
    durationDays: known.duration_days,
    repeatable: known.repeatable,
    retrialWindowDays: known.retrial_window_days,
  };
}

/** Only what differs is sent. */
export function changedFields(known: TrialTypeOnWire, values: TrialTypeValues): Partial<TrialTypeOnWire> {
  const wanted = {
    offered: values.offered,
    name: values.name.trim(),
    plans: values.plans
      .split(',')
      .map((plan) => plan.trim())
      .filter(Boolean),
    duration_days: values.durationDays,
    repeatable: values.repeatable,
    retrial_window_days: values.retrialWindowDays,
  };
  const entries = Object.entries(wanted) as [keyof typeof wanted, unknown][];
  return Object.fromEntries(entries.filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(known[name])));
}
