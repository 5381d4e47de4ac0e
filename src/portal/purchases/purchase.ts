import type { Product } from '#domain/purchases/purchase.ts';
import type { ProvisioningState } from '../trials/trial.ts';

/** What a purchase says. Days are `YYYY-MM-DD`; active from `startsOn` up to, not on, `endsOn`; null is without end. */
export type PurchaseContent = {
  /** The source's own id: it names the purchase wherever it is sent. */
  readonly externalId: string;
  readonly namespaceId: number;
  readonly product: Product;
  readonly trial: boolean;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly quantity: number;
  readonly customer: string | null;
};

/** A purchase as the source sends it. */
export type SentPurchase = PurchaseContent & {
  /** The source's time as ISO text, because a `Date` would cut off its microseconds. */
  readonly updatedAt: string;
  /** The customer's Zuora account, where the order says so: it may be the one that has made it. */
  readonly zuoraAccountId?: string | undefined;
};

/** A purchase as the portal keeps it. */
export type Purchase = PurchaseContent & {
  readonly id: number;
  /** The newest of the source's times at which it said this. */
  readonly updatedAt: Date;
  readonly recordedAt: Date;
  readonly state: ProvisioningState;
};
