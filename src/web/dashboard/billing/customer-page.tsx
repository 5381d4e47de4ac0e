import { SimpleGrid, Stack, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { CustomerAnswer } from '#portal/contract/billing-answers.ts';
import { Card } from '../../design/card.tsx';
import { Notice } from '../../design/notice.tsx';
import { Page } from '../../design/page.tsx';
import { useCustomer } from '../api/use-billing.ts';
import { Facts } from '../parts/facts.tsx';
import { Fetched } from '../parts/fetched.tsx';
import { Time } from '../parts/time.tsx';
import { NotFoundPage } from '../shell/not-found-page.tsx';
import { accountName, customerName } from './billing-texts.ts';
import { CustomerActionsCard } from './customer-actions-card.tsx';
import { MembershipHistoryCard } from './membership-history-card.tsx';

/** `/dashboard/customers/:id` */
export function CustomerPage({ id }: { readonly id: string }) {
  return /^[1-9]\d{0,15}$/.test(id) ? <KnownCustomerPage id={id} /> : <NotFoundPage />;
}

function KnownCustomerPage({ id }: { readonly id: string }) {
  const customer = useCustomer(id);
  const known = customer.data?.customer;
  return (
    <Page title={known ? customerName(known, known.id) : `Customer ${id}`} wide lead={`Customer ${id}`}>
      <Fetched query={customer} heights={[200, 160]}>
        {(found) => (
          <>
            <Gone customer={found.customer} />
            <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
              <CustomerCard {...found} />
              <Stack gap="lg" miw={0}>
                {found.customer.deleted_at === null && <CustomerActionsCard answer={found} />}
                <MembershipHistoryCard history={found.history} of="customer" />
              </Stack>
            </SimpleGrid>
          </>
        )}
      </Fetched>
    </Page>
  );
}

function Gone({ customer }: Pick<CustomerAnswer, 'customer'>) {
  if (customer.deleted_at === null) return null;
  const heir = customer.merged_into_id;
  return (
    <Notice kind="note" title={heir ? 'Merged into another customer' : 'Deleted'}>
      <Text size="sm">
        <Time at={customer.deleted_at} />
        {heir && (
          <>
            , into <Link href={`/customers/${heir}`}>customer {heir}</Link>
          </>
        )}
        . The person’s details are gone; the row stays for what names it.
      </Text>
    </Notice>
  );
}

function CustomerCard({ customer, billing_account: account }: CustomerAnswer) {
  return (
    <Card title="The customer">
      <Facts
        rows={[
          ['Reference', customer.reference ?? '–'],
          ['Name', customer.name ?? '–'],
          ['E-mail address', customer.email ?? '–'],
          [
            'Zuora account',
            <span key="zuora" className="mono">
              {customer.zuora_account_id ?? 'none'}
            </span>,
          ],
          ['Set', customer.zuora_account_set_at ? <Time key="set" at={customer.zuora_account_set_at} /> : 'never'],
          [
            'Billing account',
            account ? (
              <Link key="account" href={`/billing_accounts/${account.id}`}>
                {accountName(account)}
              </Link>
            ) : (
              'belongs to none'
            ),
          ],
          ['Since', <Time key="since" at={customer.created_at} />],
        ]}
      />
    </Card>
  );
}
