import type { Command } from 'commander';
import type { PayersAnswer } from '#portal/contract/billing-answers.ts';
import { jsonOption } from '../arguments/json-option.ts';
import { readIdArgument } from '../arguments/read-id-argument.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { type Printing, printAnswer } from '../terminal/print-answer.ts';

/** `trialgate billing payers`: who pays for a namespace. */
export function addBillingPayersCommand(billing: Command, { portal, terminal }: CommandContext): void {
  const command = billing
    .command('payers')
    .description('who pays for a namespace, and who has paid')
    .argument('<namespace>', 'id of the namespace', readIdArgument)
    .addOption(jsonOption())
    .action(async (id: number, options: Printing) => {
      const answer = await (await portal()).get<PayersAnswer>(`/api/v1/namespaces/${id}/payers`);
      printAnswer(terminal, options, answer, ({ payments }) => {
        const rows = payments.map((one) => [
          one.product,
          one.active ? 'active' : 'over',
          one.customer,
          one.customer_id,
          one.billing_account_id,
          one.zuora_account_name ?? one.zuora_account_id,
        ]);
        const headings = ['product', 'is', 'customer', 'customer id', 'account', 'in Zuora'];
        terminal.printTable(headings, rows, 'Nobody that is known.');
      });
    });
  withExamples(command, 'billing payers 15');
}
