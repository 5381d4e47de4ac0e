/** A person at an account, as Zuora knows them. */
export type Contact = {
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly workEmail: string | null;
  readonly address1: string | null;
  readonly address2: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly zipCode: string | null;
  readonly country: string | null;
};

/** What only Zuora knows of an account. */
export type AccountInZuora = {
  readonly name: string | null;
  readonly number: string | null;
  readonly entity: string | null;
  readonly vatId: string | null;
  readonly salesforceAccountId: string | null;
  readonly currency: string | null;
  readonly status: string | null;
  readonly billTo: Contact | null;
  readonly soldTo: Contact | null;
};

/** `unread`: Zuora was not asked yet; `unknown`: Zuora knows no such account. */
export type ZuoraState = 'unread' | 'read' | 'unknown';

/** An account of Zuora's, as the portal keeps it. */
export type BillingAccount = AccountInZuora & {
  readonly id: number;
  readonly zuoraAccountId: string;
  readonly zuoraState: ZuoraState;
  readonly zuoraReadAt: Date | null;
  /** When Zuora is asked again; null when nothing is to be asked. */
  readonly zuoraDueAt: Date | null;
  /** Why it could not be asked last. */
  readonly zuoraError: string | null;
  readonly members: number;
  readonly createdAt: Date;
};
