/** How far saas knows of a trial. */
export type ProvisioningState = 'retrying' | 'delivered' | 'undeliverable';

/** A trial as the portal keeps it. Days are `YYYY-MM-DD`; it runs from `startsOn` up to, not on, `endsOn`. */
export type Trial = {
  readonly id: number;
  readonly namespaceId: number;
  readonly trialType: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly uid: number | null;
  readonly startedAt: Date;
  readonly ruleSet: number | null;
  readonly origin: 'application' | 'import';
  readonly glmSource: string | null;
  readonly glmContent: string | null;
  readonly allowedAgainAt: Date | null;
  readonly voidedAt: Date | null;
  readonly state: ProvisioningState;
};
