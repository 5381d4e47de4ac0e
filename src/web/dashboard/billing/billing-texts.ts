import type { BillingAccountOnWire } from '#portal/contract/billing-answers.ts';

/** How an account is called: as Zuora calls it, else by its id there. */
export function accountName(account: Pick<BillingAccountOnWire, 'zuora_account_name' | 'zuora_account_id'>): string {
  return account.zuora_account_name ?? account.zuora_account_id;
}

type Named = { readonly name: string | null; readonly email: string | null; readonly reference: string | null };

export function customerName({ name, email, reference }: Named, id: number): string {
  return name ?? email ?? reference ?? `Customer ${id}`;
}

const CAUSES: Readonly<Record<string, string>> = {
  sign_up: 'signed up',
  order: 'an order',
  operator_edit: 'an operator’s edit',
  link: 'linked by a colleague',
  unlink: 'unlinked',
  merge: 'customers merged',
  deletion: 'customer deleted',
  backfill: 'backfill',
  repair: 'repair of drift',
};

export const causeText = (cause: string) => CAUSES[cause] ?? cause.replaceAll('_', ' ');

/** What a kind of drift means, as people read it. */
export const DRIFT_SENTENCES: Readonly<Record<string, string>> = {
  missing_membership:
    'The customer has a Zuora account and belongs to none. A backfill joins those from before the flag.',
  wrong_account: 'The customer belongs to another account than the one they are set to.',
  membership_without_reason: 'The customer has no Zuora account and belongs to one all the same.',
  ended_account: 'The customer is set to an account that has ended in Zuora.',
  account_without_members: 'Nobody belongs to the account, or ever did.',
};

const ZUORA_STATES: Readonly<Record<string, string>> = {
  unread: 'not read from Zuora yet',
  read: 'as Zuora says',
  unknown: 'Zuora knows no such account',
};

export const zuoraStateText = (state: string) => ZUORA_STATES[state] ?? state;
