import { Button, Group, Table, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import { Card } from '../../design/card.tsx';
import { Icon } from '../../design/icon.tsx';
import { LinkButton } from '../../design/link-button.tsx';
import { Page } from '../../design/page.tsx';
import { useBillingAccounts, useCustomers } from '../api/use-billing.ts';
import { Fetched } from '../parts/fetched.tsx';
import { Rows } from '../parts/rows.tsx';
import { useMay } from '../session/signed-in.ts';
import { accountName, customerName, zuoraStateText } from './billing-texts.ts';
import { SignUpDialog } from './sign-up-dialog.tsx';

/** `/dashboard/billing_accounts?q=` */
export function BillingAccountsPage() {
  const mayAct = useMay('operator');
  const [, navigate] = useLocation();
  const [isSigningUp, setSigningUp] = useState(false);
  const [params, setParams] = useSearchParams();
  const [typed, setTyped] = useState(params.get('q') ?? '');
  const [text] = useDebouncedValue(typed.trim(), 250);
  useEffect(() => setParams(text === '' ? {} : { q: text }, { replace: true }), [text, setParams]);
  return (
    <Page title="Billing accounts" wide lead="Who belongs to which Zuora account, and what they pay for.">
      <Group align="flex-end" gap="sm">
        <TextInput
          label="Account or customer"
          description="An id, an account number, part of a name, a customer’s reference or e-mail address."
          flex={1}
          miw={220}
          maxLength={200}
          autoComplete="off"
          leftSection={<Icon name="search" />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <LinkButton href="/billing_accounts/drift" variant="default">
          Drift
        </LinkButton>
        {mayAct && (
          <Button variant="default" onClick={() => setSigningUp(true)}>
            Sign a customer up
          </Button>
        )}
      </Group>
      <Accounts text={text} />
      <Customers text={text} />
      {isSigningUp && (
        <SignUpDialog onClose={() => setSigningUp(false)} onDone={(id) => navigate(`/customers/${id}`)} />
      )}
    </Page>
  );
}

function Accounts({ text }: { readonly text: string }) {
  const accounts = useBillingAccounts(text);
  const head = ['Account', 'Number', 'In Zuora', 'Members', 'State'];
  return (
    <Card title="Accounts">
      <Fetched query={accounts} heights={[180]}>
        {({ pages }) => (
          <Rows label="Accounts" head={head} empty={pages.flat().length === 0 ? 'There is none.' : undefined}>
            {pages.flat().map((one) => (
              <Table.Tr key={one.id}>
                <Table.Td className="long">
                  <Link href={`/billing_accounts/${one.id}`}>{accountName(one)}</Link>
                </Table.Td>
                <Table.Td>{one.zuora_account_number ?? '–'}</Table.Td>
                <Table.Td className="mono">{one.zuora_account_id}</Table.Td>
                <Table.Td>{one.members}</Table.Td>
                <Table.Td>{one.status ?? zuoraStateText(one.zuora_state)}</Table.Td>
              </Table.Tr>
            ))}
          </Rows>
        )}
      </Fetched>
      <More query={accounts} />
    </Card>
  );
}

function Customers({ text }: { readonly text: string }) {
  const customers = useCustomers(text);
  const head = ['Customer', 'Reference', 'Zuora account', ''];
  return (
    <Card title="Customers">
      <Fetched query={customers} heights={[180]}>
        {({ pages }) => (
          <Rows label="Customers" head={head} empty={pages.flat().length === 0 ? 'There is none.' : undefined}>
            {pages.flat().map((one) => (
              <Table.Tr key={one.id}>
                <Table.Td className="long">
                  <Link href={`/customers/${one.id}`}>{customerName(one, one.id)}</Link>
                </Table.Td>
                <Table.Td>{one.reference ?? '–'}</Table.Td>
                <Table.Td className="mono">{one.zuora_account_id ?? 'none'}</Table.Td>
                <Table.Td>
                  <Text size="sm" c="dimmed">
                    {one.merged_into_id ? 'merged' : one.deleted_at ? 'deleted' : ''}
                  </Text>
                </Table.Td>
              </Table.Tr>
            ))}
          </Rows>
        )}
      </Fetched>
      <More query={customers} />
    </Card>
  );
}

type MoreProps = {
  readonly query: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
  };
};

function More({ query }: MoreProps) {
  if (!query.hasNextPage) return null;
  return (
    <Button size="sm" variant="default" loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
      More
    </Button>
  );
}
