/** Add-ons that can be provisioned, by the wire's names, with GitLab's permanent numbers. */
export const ADD_ON_UIDS: ReadonlyMap<string, number> = new Map([
  // Sold as Duo Pro, stored as code_suggestions.
  ['duo_pro', 1],
  ['duo_enterprise', 3],
]);

/** What was bought, or is tried, of one add-on. Dates as `YYYY-MM-DD`; `expiresOn` is the first day without it. */
export type AddOnPurchase = {
  readonly addOnUid: number;
  /** Seats; 0 takes the add-on away at `expiresOn`. */
  readonly quantity: number;
  readonly startedOn: string;
  readonly expiresOn: string;
  /** The portal's name for the purchase; undefined keeps the one that is there. */
  readonly purchaseXid: string | undefined;
  readonly trial: boolean;
};
