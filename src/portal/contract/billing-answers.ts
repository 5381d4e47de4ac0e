import type {
  toBillingAccountOnWire,
  toContactsOnWire,
  toCustomerOnWire,
  toStretchOnWire,
} from './customer-on-wire.ts';
import type { OnTheWire } from './on-the-wire.ts';
import type { toPaymentOnWire } from './payment-on-wire.ts';

export type CustomerOnWire = OnTheWire<ReturnType<typeof toCustomerOnWire>>;
export type BillingAccountOnWire = OnTheWire<ReturnType<typeof toBillingAccountOnWire>>;
export type ContactsOnWire = OnTheWire<ReturnType<typeof toContactsOnWire>>;
export type MembershipStretchOnWire = OnTheWire<ReturnType<typeof toStretchOnWire>>;
export type PaymentOnWire = ReturnType<typeof toPaymentOnWire>;

export type MemberOnWire = {
  readonly customer_id: number;
  readonly reference: string | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly cause: string;
  readonly since: string;
};

export type CalloutOnWire = {
  readonly id: number;
  readonly at: string;
  readonly event: string | null;
  readonly zuora_account_id: string | null;
  readonly occurred_at: string | null;
  readonly outcome: string;
  readonly refusal: string | null;
};

export type BillingAccountAnswer = {
  readonly billing_account: BillingAccountOnWire & ContactsOnWire;
  readonly members: readonly MemberOnWire[];
  readonly namespaces: readonly PaymentOnWire[];
  /** The newest first. */
  readonly history: readonly MembershipStretchOnWire[];
  readonly callouts: readonly CalloutOnWire[];
};

export type BillingAccountsAnswer = { readonly billing_accounts: readonly BillingAccountOnWire[] };
export type CustomersAnswer = { readonly customers: readonly CustomerOnWire[] };
export type PayersAnswer = { readonly payments: readonly PaymentOnWire[] };

export type CustomerAnswer = {
  readonly customer: CustomerOnWire;
  readonly billing_account: BillingAccountOnWire | null;
  readonly history: readonly MembershipStretchOnWire[];
};

export type DriftOnWire = {
  readonly customers_checked: number;
  readonly drift: number;
  readonly kinds: Readonly<Record<string, number>>;
  readonly exposed: Readonly<Record<string, number>>;
  readonly settling: number;
  readonly repaired: number;
};

/** What the newest checks have found, the newest first. */
export type DriftAnswer = {
  readonly checks: readonly (DriftOnWire & { readonly at: string })[];
  readonly intents: { readonly waiting: number; readonly oldest_seconds: number };
};

export type DriftedCustomersAnswer = {
  readonly customers: readonly {
    readonly customer_id: number;
    readonly kind: string;
    readonly settling: boolean;
    readonly zuora_account_id: string | null;
    readonly kept_zuora_account_id: string | null;
  }[];
  /** Where the next ids begin; null behind the last. */
  readonly next: number | null;
};

/** What a backfill has done, or would do. */
export type BackfillResult = {
  readonly dry_run: boolean;
  readonly customers_checked: number;
  readonly seconds: number;
} & (
  | { readonly dry_run: true; readonly accounts_to_create_at_most: number; readonly memberships_to_create: number }
  | {
      readonly dry_run: false;
      readonly accounts_created: number;
      readonly memberships_created: number;
      readonly memberships_corrected: number;
      readonly drift: number;
    }
);
