/** A kind of trial that the portal offers. */
export type TrialType = {
  readonly type: string;
  readonly name: string;
  /** Of namespaces on these plans; none counts as `none`. */
  readonly plans: readonly string[];
  readonly durationDays: number;
};

/** Until the portal has said: what GitLab's own portal has offered from the beginning. */
export const FIRST_TRIAL_TYPES: readonly TrialType[] = [
  {
    type: 'ultimate_with_gitlab_duo_enterprise',
    name: 'GitLab Ultimate',
    plans: ['none', 'default', 'free'],
    durationDays: 30,
  },
  {
    type: 'ultimate_on_premium_with_gitlab_duo_enterprise',
    name: 'GitLab Ultimate',
    plans: ['premium'],
    durationDays: 30,
  },
];
