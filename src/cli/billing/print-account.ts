import type { BillingAccountAnswer } from '#portal/contract/billing-answers.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** An account for a person who wants to know who pays, and since when. */
export function printAccount(terminal: Terminal, answer: BillingAccountAnswer): void {
  const { billing_account: account, members, namespaces, history } = answer;
  const name =
    account.zuora_account_name ??
    { unread: 'not read from Zuora yet', unknown: 'not known to Zuora', read: 'without a name' }[account.zuora_state];
  terminal.print(`Billing account ${account.id}, in Zuora ${account.zuora_account_id}: ${name}.`);
  if (account.zuora_error !== null) terminal.print(`Zuora could not be read last: ${account.zuora_error}`);
  terminal.print('');
  const memberRows = members.map((one) => [one.customer_id, one.reference, one.cause, one.since]);
  terminal.printTable(['member', 'reference', 'because', 'since'], memberRows, 'Nobody belongs to it.');
  terminal.print('');
  const paid = namespaces.map((one) => [one.namespace_id, one.product, one.active ? 'active' : 'over', one.customer]);
  terminal.printTable(['namespace', 'product', 'is', 'customer'], paid, 'They pay for no namespace.');
  const gone = history.filter(({ ended_at: endedAt }) => endedAt !== null);
  if (gone.length === 0) return;
  terminal.print('');
  const goneRows = gone.map((one) => [one.customer_id, one.since, one.ended_at, one.ended_because]);
  terminal.printTable(['was a member', 'from', 'until', 'because'], goneRows, '');
}
