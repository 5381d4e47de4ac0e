/** What the stand-in knows of an account; the rest of Zuora's answer is made up. */
export type StandInAccount = {
  readonly id: string;
  readonly name: string;
  readonly number?: string;
  readonly status?: 'Draft' | 'Active' | 'Canceled';
  readonly currency?: string;
  readonly crmId?: string;
  readonly vatId?: string;
  readonly entity?: string;
};

/** The answer of `GET /v1/accounts/{key}`. https://developer.zuora.com/v1-api-reference/api/operation/GET_Account */
export function describeAccount(account: StandInAccount): object {
  return {
    basicInfo: {
      id: account.id,
      name: account.name,
      accountNumber: account.number ?? `A${account.id.slice(0, 8).toUpperCase()}`,
      notes: null,
      status: account.status ?? 'Active',
      crmId: account.crmId ?? '',
      batch: 'Batch1',
      invoiceTemplateId: null,
      communicationProfileId: null,
      salesRep: null,
      parentId: null,
      Entity__c: account.entity ?? null,
    },
    billingAndPayment: {
      billCycleDay: 1,
      currency: account.currency ?? 'USD',
      paymentTerm: 'Net 30',
      paymentGateway: null,
      autoPay: false,
      invoiceDeliveryPrefsPrint: false,
      invoiceDeliveryPrefsEmail: true,
      additionalEmailAddresses: [],
    },
    metrics: { balance: 0, totalInvoiceBalance: 0, creditBalance: 0, contractedMrr: 0 },
    billToContact: describeContact('Bill', account),
    soldToContact: describeContact('Sold', account),
    taxInfo: account.vatId === undefined ? null : { exemptStatus: 'No', VATId: account.vatId },
    success: true,
  };
}

function describeContact(firstName: string, { name }: StandInAccount): object {
  return {
    address1: '1 Main Street',
    address2: '',
    city: 'Springfield',
    country: 'United States',
    county: '',
    fax: '',
    firstName,
    lastName: name,
    nickname: '',
    personalEmail: '',
    state: 'Oregon',
    taxRegion: '',
    workEmail: `${firstName.toLowerCase()}@example.com`,
    workPhone: '',
    zipCode: '97477',
  };
}
