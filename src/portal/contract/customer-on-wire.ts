import type { BillingAccount } from '#billing/accounts/billing-account.ts';
import type { MembershipStretch } from '#billing/accounts/membership-store.ts';
import type { Customer } from '#billing/customers/customer.ts';

export function toCustomerOnWire(customer: Customer) {
  return {
    id: customer.id,
    reference: customer.reference,
    email: customer.email,
    name: customer.name,
    zuora_account_id: customer.zuoraAccountId,
    zuora_account_set_at: customer.zuoraAccountSetAt,
    merged_into_id: customer.mergedIntoId,
    created_at: customer.createdAt,
    deleted_at: customer.deletedAt,
  };
}

/** For the audit log, which keeps everything for ever: nothing that says who the person is. */
export function toAuditedCustomer(customer: Customer) {
  return {
    id: customer.id,
    zuora_account_id: customer.zuoraAccountId,
    merged_into_id: customer.mergedIntoId,
    deleted: customer.deletedAt !== null,
  };
}

export function toBillingAccountOnWire(account: BillingAccount) {
  return {
    id: account.id,
    zuora_account_id: account.zuoraAccountId,
    zuora_account_name: account.name,
    zuora_account_number: account.number,
    zuora_account_entity: account.entity,
    zuora_account_vat_id: account.vatId,
    salesforce_account_id: account.salesforceAccountId,
    currency: account.currency,
    status: account.status,
    members: account.members,
    zuora_state: account.zuoraState,
    zuora_read_at: account.zuoraReadAt,
    zuora_due_at: account.zuoraDueAt,
    zuora_error: account.zuoraError,
    created_at: account.createdAt,
  };
}

export function toContactsOnWire({ billTo, soldTo }: BillingAccount) {
  const toWire = (contact: BillingAccount['billTo']) =>
    contact && {
      first_name: contact.firstName,
      last_name: contact.lastName,
      work_email: contact.workEmail,
      address1: contact.address1,
      address2: contact.address2,
      city: contact.city,
      state: contact.state,
      zip_code: contact.zipCode,
      country: contact.country,
    };
  return { bill_to: toWire(billTo), sold_to: toWire(soldTo) };
}

export function toStretchOnWire(stretch: MembershipStretch) {
  return {
    customer_id: stretch.customerId,
    billing_account_id: stretch.billingAccountId,
    zuora_account_id: stretch.zuoraAccountId,
    cause: stretch.cause,
    since: stretch.since,
    ended_at: stretch.endedAt,
    ended_because: stretch.endedBecause,
  };
}
