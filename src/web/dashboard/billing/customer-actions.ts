import type { CustomerAnswer } from '#portal/contract/billing-answers.ts';

type Call = { readonly method: 'PATCH' | 'PUT' | 'POST' | 'DELETE'; readonly path: string; readonly body: object };

/** One thing that can be done with a customer. */
export type CustomerAction = {
  readonly key: string;
  readonly label: string;
  readonly explains: string;
  /** What has to be typed, where something has to. */
  readonly field?: { readonly label: string; readonly before: string; readonly isId: boolean };
  readonly isDangerous?: boolean;
  readonly call: (typed: string) => Call;
};

/** What can be done with this one now. */
export function customerActions({ customer }: Pick<CustomerAnswer, 'customer'>): readonly CustomerAction[] {
  const { id, zuora_account_id: account } = customer;
  const path = `/customers/${id}`;
  const another = (label: string) => ({ label, before: '', isId: true });
  return [
    {
      key: 'edit',
      label: 'Edit the Zuora account',
      explains: 'Moves the customer to this account; left empty, it is taken from them and the billing account stays.',
      field: { label: 'Zuora account id', before: account ?? '', isId: false },
      call: (typed) => ({ method: 'PATCH', path, body: { zuora_account_id: typed === '' ? null : typed } }),
    },
    ...(account === null ? [] : ofColleagues(path, another)),
    {
      key: 'merge',
      label: 'Merge into another customer',
      explains: 'This one goes. What they have bought is the other’s, who takes over the account if they had none.',
      field: another('Id of the customer who stays'),
      isDangerous: true,
      call: (typed) => ({ method: 'POST', path: `${path}/merge`, body: { into_customer_id: Number(typed) } }),
    },
    {
      key: 'delete',
      label: 'Delete',
      explains: 'The person’s details are gone for good; the billing account stays.',
      isDangerous: true,
      call: () => ({ method: 'DELETE', path, body: {} }),
    },
  ];
}

type Field = NonNullable<CustomerAction['field']>;

function ofColleagues(path: string, another: (label: string) => Field): readonly CustomerAction[] {
  return [
    {
      key: 'link',
      label: 'Link a colleague',
      explains: 'Puts the colleague to the same Zuora account; they leave the one that they are at.',
      field: another('Id of the colleague'),
      call: (typed) => ({ method: 'PUT', path: `${path}/colleagues/${typed}`, body: {} }),
    },
    {
      key: 'unlink',
      label: 'Unlink a colleague',
      explains: 'Takes the colleague from the Zuora account that both are at.',
      field: another('Id of the colleague'),
      call: (typed) => ({ method: 'DELETE', path: `${path}/colleagues/${typed}`, body: {} }),
    },
  ];
}
