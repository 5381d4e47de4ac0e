import { Stack, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { PaymentOnWire } from '#portal/contract/billing-answers.ts';
import { Card } from '../../design/card.tsx';
import { usePayers } from '../api/use-billing.ts';
import { Fetched } from '../parts/fetched.tsx';

/** Who pays for the namespace, and who has paid; what is active first. */
export function PayersCard({ id }: { readonly id: string }) {
  const payers = usePayers(id);
  return (
    <Card title="Who pays">
      <Fetched query={payers} heights={[48]}>
        {(payments) => (
          <Stack gap="xs">
            {payments.length === 0 && (
              <Text size="sm" c="dimmed">
                No purchase of it names a customer.
              </Text>
            )}
            {payments.map((one) => (
              <Payment key={one.external_id} payment={one} />
            ))}
          </Stack>
        )}
      </Fetched>
    </Card>
  );
}

function Payment({ payment: one }: { readonly payment: PaymentOnWire }) {
  return (
    <Text size="sm" component="div">
      {one.customer_id === null ? one.customer : <Link href={`/customers/${one.customer_id}`}>{one.customer}</Link>}
      {one.billing_account_id !== null && (
        <>
          {' '}
          at{' '}
          <Link href={`/billing_accounts/${one.billing_account_id}`}>
            {one.zuora_account_name ?? one.zuora_account_id}
          </Link>
        </>
      )}
      : {one.product}
      {one.trial ? ' (trial)' : ''}, {one.active ? 'active' : 'not active'}
    </Text>
  );
}
