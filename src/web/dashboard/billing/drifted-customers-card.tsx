import { Button, Table } from '@mantine/core';
import { Link } from 'wouter';
import { Card } from '../../design/card.tsx';
import { useDriftedCustomers } from '../api/use-billing.ts';
import { Fetched } from '../parts/fetched.tsx';
import { Rows } from '../parts/rows.tsx';

/** Who does not match now, whatever the newest check has said. */
export function DriftedCustomersCard() {
  const drifted = useDriftedCustomers();
  return (
    <Card title="Customers who do not match now">
      <Fetched query={drifted} heights={[120]}>
        {({ pages }) => {
          const customers = pages.flatMap((page) => page.customers);
          return (
            <Rows
              label="Customers"
              head={['Customer', 'Kind', 'Set to', 'Belongs to']}
              empty={customers.length === 0 ? 'Nobody, as far as was looked.' : undefined}
            >
              {customers.map((one) => (
                <Table.Tr key={one.customer_id}>
                  <Table.Td>
                    <Link href={`/customers/${one.customer_id}`}>Customer {one.customer_id}</Link>
                  </Table.Td>
                  <Table.Td>
                    <span className="mono">{one.kind}</span>
                    {one.settling ? ', just changed' : ''}
                  </Table.Td>
                  <Table.Td className="mono">{one.zuora_account_id ?? 'none'}</Table.Td>
                  <Table.Td className="mono">{one.kept_zuora_account_id ?? 'none'}</Table.Td>
                </Table.Tr>
              ))}
            </Rows>
          );
        }}
      </Fetched>
      {drifted.hasNextPage && (
        <Button
          size="sm"
          variant="default"
          loading={drifted.isFetchingNextPage}
          onClick={() => drifted.fetchNextPage()}
        >
          Look further
        </Button>
      )}
    </Card>
  );
}
