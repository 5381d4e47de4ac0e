/** A cause by which the old queries and the rules differ, as people read it. */
export type NamedCause = {
  readonly outcome: 'grants_more' | 'denies';
  /** Of the side that denies: a name of the old queries, or the code of a rule. */
  readonly cause: string;
  readonly sentence: string;
  /** The rule that speaks of the same facts. */
  readonly rule: string;
  /** Whether it is a decided difference; else one of the two sides does not know something. */
  readonly isDecided: boolean;
};

/** Every single cause that there is; several at once are joined by `+`. Told with examples in docs/differences.md. */
export const NAMED_CAUSES: readonly NamedCause[] = [
  {
    outcome: 'grants_more',
    cause: 'duo_enterprise_ever',
    rule: 'duo_enterprise_purchased',
    isDecided: true,
    sentence:
      'The old queries deny whoever has ever had Duo Enterprise, also as a trial that has ended; the rule denies while a purchase of it is active.',
  },
  {
    outcome: 'grants_more',
    cause: 'active_duo_pro_trial',
    rule: 'duo_pro_trial_running',
    isDecided: false,
    sentence:
      'The product knows of a Duo Pro trial that is active, and the portal was never told of it, or its rule is not in force.',
  },
  {
    outcome: 'denies',
    cause: 'trial_already_used',
    rule: 'trial_already_used',
    isDecided: true,
    sentence: 'The old queries do not know which trials a namespace has had; the portal does.',
  },
  {
    outcome: 'denies',
    cause: 'trial_running',
    rule: 'trial_running',
    isDecided: true,
    sentence: 'A trial runs whose plan has not arrived in the product, or has been changed there.',
  },
  {
    outcome: 'denies',
    cause: 'paid_ultimate',
    rule: 'paid_ultimate',
    isDecided: true,
    sentence: 'Ultimate is paid for, and the product has the namespace on another plan.',
  },
  {
    outcome: 'denies',
    cause: 'duo_enterprise_purchased',
    rule: 'duo_enterprise_purchased',
    isDecided: true,
    sentence:
      'Duo Enterprise is active; the old queries let a namespace pass that has another add-on as well, or know nothing of the purchase.',
  },
  {
    outcome: 'denies',
    cause: 'duo_pro_trial_running',
    rule: 'duo_pro_trial_running',
    isDecided: false,
    sentence: 'The portal knows of a Duo Pro trial that is active, and the product does not.',
  },
  {
    outcome: 'denies',
    cause: 'namespace_blocked',
    rule: 'namespace_blocked',
    isDecided: true,
    sentence: 'An operator has blocked the namespace, of which the old queries know nothing.',
  },
];

/** The names of a cause, which may be several; undefined where one of them has none. */
export function nameCause(outcome: string, cause: string): readonly NamedCause[] | undefined {
  const found = cause
    .split('+')
    .map((one) => NAMED_CAUSES.find((each) => each.outcome === outcome && each.cause === one));
  return found.every((one) => one !== undefined) ? (found as NamedCause[]) : undefined;
}
