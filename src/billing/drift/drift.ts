/** How a customer, a membership or an account can fail to match. */
export const DRIFT_KINDS = [
  // The customer has a Zuora account and belongs to none.
  'missing_membership',
  // The customer belongs to another one.
  'wrong_account',
  // The customer has no Zuora account and belongs to one all the same.
  'membership_without_reason',
  // The customer is set to an account that has ended in Zuora.
  'ended_account',
  // Nobody belongs to the account or ever did. One that its last member has left is kept, and is no drift.
  'account_without_members',
] as const;
export type DriftKind = (typeof DRIFT_KINDS)[number];
export type DriftKinds = Readonly<Record<DriftKind, number>>;

/** What a check has found. */
export type DriftFound = {
  readonly customersChecked: number;
  /** The sum of the kinds. */
  readonly drift: number;
  readonly kinds: DriftKinds;
  /** How much of it concerns customers for whom the flag is on. */
  readonly exposed: DriftKinds;
  /** Customers who do not match yet and whose change is younger than a minute: not counted as drift. */
  readonly settling: number;
};

export function noDrift(): Record<DriftKind, number> {
  return Object.fromEntries(DRIFT_KINDS.map((kind) => [kind, 0])) as Record<DriftKind, number>;
}
