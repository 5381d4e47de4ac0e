import { Badge, Button, Group, SimpleGrid, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { BillingAccountAnswer } from '#portal/contract/billing-answers.ts';
import { Card } from '../../design/card.tsx';
import { Notice } from '../../design/notice.tsx';
import { Page } from '../../design/page.tsx';
import { send } from '../api/send.ts';
import { BILLING, useBillingAccount } from '../api/use-billing.ts';
import { Facts } from '../parts/facts.tsx';
import { Fetched } from '../parts/fetched.tsx';
import { Time } from '../parts/time.tsx';
import { useMay } from '../session/signed-in.ts';
import { NotFoundPage } from '../shell/not-found-page.tsx';
import { accountName, zuoraStateText } from './billing-texts.ts';
import { CalloutsCard } from './callouts-card.tsx';
import { contactText } from './contact-text.ts';
import { MembersCard } from './members-card.tsx';
import { MembershipHistoryCard } from './membership-history-card.tsx';
import { PaidNamespacesCard } from './paid-namespaces-card.tsx';

/** `/dashboard/billing_accounts/:id` */
export function BillingAccountPage({ id }: { readonly id: string }) {
  return /^[1-9]\d{0,15}$/.test(id) ? <KnownAccountPage id={id} /> : <NotFoundPage />;
}

function KnownAccountPage({ id }: { readonly id: string }) {
  const account = useBillingAccount(id);
  const known = account.data?.billing_account;
  return (
    <Page
      title={known ? accountName(known) : `Billing account ${id}`}
      wide
      lead={
        known && (
          <Group gap="xs" mt={4}>
            <Badge variant="default" className="readable-badge">
              {known.zuora_account_number ?? known.zuora_account_id}
            </Badge>
            <Badge variant="default" className="readable-badge">
              {known.status ?? zuoraStateText(known.zuora_state)}
            </Badge>
          </Group>
        )
      }
    >
      <Fetched query={account} heights={[200, 200]}>
        {(found) => (
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
            <Stack gap="lg" miw={0}>
              <MembersCard members={found.members} />
              <PaidNamespacesCard payments={found.namespaces} />
              <MembershipHistoryCard history={found.history} of="account" />
            </Stack>
            <Stack gap="lg" miw={0}>
              <ZuoraCard account={found.billing_account} />
              <CalloutsCard callouts={found.callouts} />
            </Stack>
          </SimpleGrid>
        )}
      </Fetched>
    </Page>
  );
}

function ZuoraCard({ account }: { readonly account: BillingAccountAnswer['billing_account'] }) {
  const mayAct = useMay('operator');
  return (
    <Card title="In Zuora">
      <Facts
        rows={[
          [
            'Id',
            <span key="id" className="mono">
              {account.zuora_account_id}
            </span>,
          ],
          ['Number', account.zuora_account_number ?? '–'],
          ['Entity', account.zuora_account_entity ?? '–'],
          ['VAT id', account.zuora_account_vat_id ?? '–'],
          ['Salesforce', account.salesforce_account_id ?? '–'],
          ['Currency', account.currency ?? '–'],
          ['Bill to', contactText(account.bill_to)],
          ['Sold to', contactText(account.sold_to)],
          ['Read', account.zuora_read_at ? <Time key="read" at={account.zuora_read_at} /> : 'not yet'],
        ]}
      />
      {account.zuora_error && (
        <Notice kind="warning" title="It could not be read last">
          {account.zuora_error}
        </Notice>
      )}
      {mayAct && <ReadAgain id={account.id} />}
    </Card>
  );
}

function ReadAgain({ id }: { readonly id: number }) {
  const queries = useQueryClient();
  const asking = useMutation({
    mutationFn: () => send('POST', `/billing_accounts/${id}/read`),
    onSuccess: () => queries.invalidateQueries({ queryKey: BILLING }),
  });
  return (
    <>
      <Button size="sm" variant="default" loading={asking.isPending} onClick={() => asking.mutate()}>
        Read again
      </Button>
      {asking.isSuccess && <Notice kind="success">It is read within Zuora’s rate limit.</Notice>}
      {asking.error && <Notice kind="failure">{asking.error.message}</Notice>}
    </>
  );
}
