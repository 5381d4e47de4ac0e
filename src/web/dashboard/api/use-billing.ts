import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type {
  BillingAccountAnswer,
  BillingAccountOnWire,
  CustomerAnswer,
  CustomerOnWire,
  DriftAnswer,
  DriftedCustomersAnswer,
  PaymentOnWire,
} from '#portal/contract/billing-answers.ts';
import { send } from './send.ts';
import { namespaceKey } from './use-namespace.ts';

export const BILLING = ['billing'] as const;

const PAGE = 50;
// Customers sign up and Zuora calls out without an act that anybody hears of.
const LOOK_EVERY = 10_000;

/** Accounts by id. @param text what they are looked for by; empty for all. */
export function useBillingAccounts(text: string) {
  return usePages('accounts', '/billing_accounts', text, (answer: { billing_accounts: BillingAccountOnWire[] }) => {
    return answer.billing_accounts;
  });
}

/** Customers by id; they are looked for like accounts. */
export function useCustomers(text: string) {
  return usePages('customers', '/customers', text, (answer: { customers: CustomerOnWire[] }) => answer.customers);
}

function usePages<Answer, Row extends { readonly id: number }>(
  name: string,
  path: string,
  text: string,
  rowsOf: (answer: Answer) => readonly Row[],
) {
  return useInfiniteQuery({
    queryKey: [...BILLING, name, text],
    initialPageParam: 0,
    queryFn: async ({ pageParam }) => {
      const query = new URLSearchParams({ after: String(pageParam), limit: String(PAGE) });
      if (text !== '') query.set('query', text);
      return rowsOf(await send<Answer>('GET', `${path}?${query}`));
    },
    getNextPageParam: (last) => (last.length < PAGE ? undefined : last.at(-1)?.id),
    placeholderData: keepPreviousData,
  });
}

export function useBillingAccount(id: string) {
  return useQuery({
    queryKey: [...BILLING, 'account', id],
    queryFn: () => send<BillingAccountAnswer>('GET', `/billing_accounts/${id}`),
    refetchInterval: LOOK_EVERY,
  });
}

export function useCustomer(id: string) {
  return useQuery({
    queryKey: [...BILLING, 'customer', id],
    queryFn: () => send<CustomerAnswer>('GET', `/customers/${id}`),
    refetchInterval: LOOK_EVERY,
  });
}

/** What the checks have found, and how many updates wait to be followed. */
export function useDrift() {
  return useQuery({
    queryKey: [...BILLING, 'drift'],
    queryFn: () => send<DriftAnswer>('GET', '/billing/drift'),
    refetchInterval: LOOK_EVERY,
  });
}

/** Who does not match now; each page looks at the next 20,000 ids. */
export function useDriftedCustomers() {
  return useInfiniteQuery({
    queryKey: [...BILLING, 'drifted'],
    initialPageParam: 0,
    queryFn: ({ pageParam }) => send<DriftedCustomersAnswer>('GET', `/billing/drift/customers?after=${pageParam}`),
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

/** Who pays for a namespace. */
export function usePayers(id: string) {
  return useQuery({
    queryKey: [...namespaceKey(id), 'payers'],
    queryFn: async () =>
      (await send<{ payments: readonly PaymentOnWire[] }>('GET', `/namespaces/${id}/payers`)).payments,
  });
}
