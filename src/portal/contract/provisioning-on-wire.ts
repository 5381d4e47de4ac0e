/** A provisioning as operators read it; the columns have the wire's names. */
export type ProvisioningOnWire = {
  readonly id: number;
  readonly namespace_id: number;
  readonly trial_id: number | null;
  readonly purchase_id: number | null;
  readonly state: string;
  readonly landed: string;
  readonly due_on: string | null;
  readonly attempts: number;
  readonly last_error: string | null;
  /** A time; text where it has come over the wire. */
  readonly updated_at: Date | string;
};
