import type { Payment } from '../customers/payer-store.ts';

export function toPaymentOnWire(payment: Payment) {
  return {
    namespace_id: payment.namespaceId,
    external_id: payment.externalId,
    product: payment.product,
    trial: payment.trial,
    starts_on: payment.startsOn,
    ends_on: payment.endsOn,
    active: payment.active,
    customer: payment.customer,
    customer_id: payment.customerId,
    billing_account_id: payment.billingAccountId,
    zuora_account_id: payment.zuoraAccountId,
    zuora_account_name: payment.zuoraAccountName,
  };
}
