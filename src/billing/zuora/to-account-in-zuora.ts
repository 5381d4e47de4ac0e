import type { AccountInZuora, Contact } from '../accounts/billing-account.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Reads the answer of `GET /v1/accounts/{key}`. https://developer.zuora.com/v1-api-reference/api/operation/GET_Account */
export function toAccountInZuora(body: Fields): AccountInZuora {
  const basic = asFields(body.basicInfo);
  const billing = asFields(body.billingAndPayment);
  const tax = asFields(body.taxInfo);
  return {
    name: text(basic.name),
    number: text(basic.accountNumber),
    // A custom field: which of our companies sells to it.
    entity: text(basic.Entity__c),
    vatId: text(tax.VATId),
    salesforceAccountId: text(basic.crmId),
    currency: text(billing.currency),
    status: text(basic.status),
    billTo: toContact(body.billToContact),
    soldTo: toContact(body.soldToContact),
  };
}

function toContact(value: unknown): Contact | null {
  if (typeof value !== 'object' || value === null) return null;
  const contact = asFields(value);
  return {
    firstName: text(contact.firstName),
    lastName: text(contact.lastName),
    workEmail: text(contact.workEmail),
    address1: text(contact.address1),
    address2: text(contact.address2),
    city: text(contact.city),
    state: text(contact.state),
    zipCode: text(contact.zipCode),
    country: text(contact.country),
  };
}

function asFields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

/** Zuora says "" where there is nothing; PostgreSQL holds no NUL. */
function text(value: unknown): string | null {
  if (typeof value !== 'string' || value === '') return null;
  return value.replaceAll('\0', '').toWellFormed().slice(0, 500);
}
