import type { toBillingAccountOnWire, toCustomerOnWire, toStretchOnWire } from '#portal/contract/customer-on-wire.ts';
import type { OnTheWire } from '#portal/contract/on-the-wire.ts';
import type { toPaymentOnWire } from '#portal/contract/payment-on-wire.ts';

export type AccountOnWire = OnTheWire<ReturnType<typeof toBillingAccountOnWire>>;
export type AccountsAnswer = { readonly billing_accounts: readonly AccountOnWire[] };
export type CustomersAnswer = { readonly customers: readonly OnTheWire<ReturnType<typeof toCustomerOnWire>>[] };
export type PaymentOnWire = OnTheWire<ReturnType<typeof toPaymentOnWire>>;
export type PayersAnswer = { readonly payments: readonly PaymentOnWire[] };

/** One account with everything that belongs to it. */
export type AccountAnswer = {
  readonly billing_account: AccountOnWire;
  readonly members: readonly {
    readonly customer_id: number;
    readonly reference: string | null;
    readonly cause: string;
    readonly since: string;
  }[];
  readonly namespaces: readonly PaymentOnWire[];
  readonly history: readonly OnTheWire<ReturnType<typeof toStretchOnWire>>[];
};

export type DriftResult = {
  readonly customers_checked: number;
  readonly drift: number;
  readonly kinds: Readonly<Record<string, number>>;
  readonly settling: number;
  readonly repaired: number;
};

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
