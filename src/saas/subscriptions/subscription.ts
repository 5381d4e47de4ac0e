/** A plan that GitLab hosts. `code` is what the wire calls it, `nameUid` GitLab's permanent number of it. */
export type Plan = {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly nameUid: number | null;
};

/** 1: the trial was extended; 2: it was reactivated. */
export type TrialExtensionType = 1 | 2;

/** What a caller can set. Dates are `YYYY-MM-DD`; null is "none". */
export type SubscriptionValues = {
  readonly plan: Plan | null;
  readonly startDate: string | null;
  readonly endDate: string | null;
  readonly seats: number | null;
  readonly maxSeatsUsed: number | null;
  readonly autoRenew: boolean | null;
  readonly trial: boolean | null;
  readonly trialStartsOn: string | null;
  readonly trialEndsOn: string | null;
  readonly trialExtensionType: TrialExtensionType | null;
};

/** A row of `gitlab_subscriptions`; a namespace has at most one. */
export type Subscription = SubscriptionValues & {
  readonly id: number;
  readonly namespaceId: number;
  readonly seatsInUse: number;
  readonly seatsOwed: number;
  readonly maxSeatsUsedChangedAt: Date | null;
};

type Sent<T> = { readonly [K in keyof T]: T[K] | null | undefined };

/** What a caller sent: undefined keeps what is there, null clears it. The plan is still only a word. */
export type SubscriptionAttributes = Sent<Omit<SubscriptionValues, 'plan'> & { planCode: string }>;
