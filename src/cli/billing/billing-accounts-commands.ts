import type { Command } from 'commander';
import type { BillingAccountAnswer, BillingAccountsAnswer, CustomersAnswer } from '#portal/contract/billing-answers.ts';
import { jsonOption } from '../arguments/json-option.ts';
import { limitOption } from '../arguments/limit-option.ts';
import { readIdArgument } from '../arguments/read-id-argument.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { noteMore } from '../terminal/note-more.ts';
import { type Printing, printAnswer } from '../terminal/print-answer.ts';
import { printAccount } from './print-account.ts';

type ListOptions = Printing & { readonly after?: number; readonly limit: number };

/** `trialgate billing accounts`, `account` and `customers`. */
export function addBillingAccountsCommands(billing: Command, { portal, terminal }: CommandContext): void {
  const accounts = addList(
    billing,
    'accounts',
    'accounts by name, number, id, or a member’s reference or address',
  ).action(async (query: string | undefined, { after, limit, ...printing }: ListOptions) => {
    const answer = await (await portal()).get<BillingAccountsAnswer>('/api/v1/billing_accounts', {
      query,
      after,
      limit,
    });
    printAnswer(terminal, printing, answer, ({ billing_accounts: found }) => {
      const rows = found.map((one) => [
        one.id,
        one.zuora_account_id,
        one.zuora_account_name ?? `(${one.zuora_state})`,
        one.zuora_account_number,
        one.status,
        one.members,
      ]);
      terminal.printTable(['id', 'Zuora account', 'name', 'number', 'status', 'members'], rows, 'There are none.');
      noteMore(terminal, found, limit, (last) => `--after ${last.id}`);
    });
  });
  withExamples(accounts, 'billing accounts', 'billing accounts kepler --limit 10');

  const account = billing
    .command('account')
    .description('an account: its members, what they pay for, and its history')
    .argument('<id>', 'id of the account', readIdArgument)
    .addOption(jsonOption())
    .action(async (id: number, options: Printing) => {
      const answer = await (await portal()).get<BillingAccountAnswer>(`/api/v1/billing_accounts/${id}`);
      printAnswer(terminal, options, answer, (body) => printAccount(terminal, body));
    });
  withExamples(account, 'billing account 1');

  const customers = addList(billing, 'customers', 'customers by reference, address, Zuora account or id').action(
    async (query: string | undefined, { after, limit, ...printing }: ListOptions) => {
      const answer = await (await portal()).get<CustomersAnswer>('/api/v1/customers', { query, after, limit });
      printAnswer(terminal, printing, answer, ({ customers: found }) => {
        const rows = found.map((one) => [one.id, one.reference, one.name, one.zuora_account_id, one.deleted_at]);
        terminal.printTable(['id', 'reference', 'name', 'Zuora account', 'deleted at'], rows, 'There are none.');
        noteMore(terminal, found, limit, (last) => `--after ${last.id}`);
      });
    },
  );
  withExamples(customers, 'billing customers kepler');
}

function addList(billing: Command, name: string, what: string): Command {
  return billing
    .command(name)
    .description(what)
    .argument('[query]', 'what to look for')
    .option('--after <id>', 'only those with a greater id', readIdArgument)
    .addOption(limitOption())
    .addOption(jsonOption());
}
