import type { StandInAccount } from '../zuora/describe-account.ts';

export type DemoCustomer = {
  readonly reference: string;
  readonly email: string;
  readonly name: string;
  readonly zuoraAccountId: string | null;
};

const CURIE = '8ad08d2990a4c3a40190a62f5b3c0001';
const NOETHER = '8ad08d2990a4c3a40190a62f5b3c0002';
// Nobody is there: for trying to set it.
const SPARE = '8ad08d2990a4c3a40190a62f5b3c0003';

/** What the stand-in for Zuora knows. */
export const DEMO_ACCOUNTS: readonly StandInAccount[] = [
  { id: CURIE, name: 'Curie Laboratories', number: 'A00000101', currency: 'EUR', vatId: 'FR40303265045', entity: 'EU' },
  { id: NOETHER, name: 'Noether Invariants', number: 'A00000102', crmId: '0014M00001hbCNEQA2', entity: 'US' },
  { id: SPARE, name: 'Meitner Works', number: 'A00000103', entity: 'EU' },
];

/** Customers as they were before anybody kept their accounts: a backfill has something to fill. */
export const DEMO_CUSTOMERS: readonly DemoCustomer[] = [
  { reference: 'curie', email: 'marie@curie.example', name: 'Marie C', zuoraAccountId: CURIE },
  { reference: 'curie-purchasing', email: 'pierre@curie.example', name: 'Pierre C', zuoraAccountId: CURIE },
  { reference: 'noether', email: 'emmy@noether.example', name: 'Emmy N', zuoraAccountId: NOETHER },
  { reference: 'meitner', email: 'lise@meitner.example', name: 'Lise M', zuoraAccountId: null },
];
