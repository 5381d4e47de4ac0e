import type { Product } from '../purchases/purchase.ts';
import type { Day } from '../time/days.ts';

/** The subscription that saas has for a namespace. Days are `YYYY-MM-DD`. */
export type SaasSubscription = {
  readonly planCode: string | null;
  readonly startDate: string | null;
  readonly endDate: string | null;
};

/** How far saas knows of a subject: the last message that it confirmed, and the end date in it. */
export type ProvisioningProgress = {
  readonly state: 'retrying' | 'delivered' | 'undeliverable';
  readonly landed: 'nothing' | 'started' | 'ended';
  readonly landedEndsOn: Day | null;
  /** What saas had before the trial began. */
  readonly kept: SaasSubscription | null;
  readonly attempts: number;
  /** Grows when what has to be sent changes. */
  readonly revision: number;
  /** The day of the next message; null when nothing is left to be sent. */
  readonly dueOn: Day | null;
};

export type ProvisionedTrial = {
  readonly id: number;
  readonly startsOn: Day;
  readonly endsOn: Day;
  readonly voided: boolean;
  readonly addOn: string | null;
  readonly progress: ProvisioningProgress;
};

export type ProvisionedPurchase = {
  readonly id: number;
  readonly externalId: string;
  readonly product: Product;
  readonly trial: boolean;
  readonly startsOn: Day;
  readonly endsOn: Day | null;
  readonly quantity: number;
  readonly progress: ProvisioningProgress;
};

/** A namespace as provisioning sees it. */
export type ProvisionedNamespace = {
  readonly namespaceId: number;
  readonly version: number;
  /** The UTC day by the portal's database. */
  readonly today: Day;
  readonly trials: readonly ProvisionedTrial[];
  readonly purchases: readonly ProvisionedPurchase[];
};
