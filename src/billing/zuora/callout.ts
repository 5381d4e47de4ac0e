/** What can happen to an account in Zuora, by the names of our callout templates. */
export const CALLOUT_EVENTS = ['AccountCreated', 'AccountUpdated', 'AccountMerged', 'AccountDeleted'] as const;
export type CalloutEvent = (typeof CALLOUT_EVENTS)[number];

/** One callout of Zuora's; it may come more than once, and after others that are newer. */
export type Callout = {
  readonly event: CalloutEvent;
  /** The same for the same event, however often it comes. */
  readonly key: string;
  readonly zuoraAccountId: string;
  readonly occurredAt: Date;
  /** Of a merge: the account that lives on. */
  readonly mergedInto: string | null;
  /** The customer whose account it is, by reference, where the template says so. */
  readonly customer: string | null;
};

/**
 * `older`: something newer is kept. `no_customer`: nobody has the reference. `contradicts`: the heir was merged into this
 * account before.
 */
export type CalloutOutcome = 'applied' | 'repeated' | 'older' | 'no_customer' | 'contradicts';
