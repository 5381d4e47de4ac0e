import { type Command, Option } from 'commander';
import type { ProvisioningOnWire } from '#portal/contract/provisioning-on-wire.ts';
import { jsonOption } from '../arguments/json-option.ts';
import { limitOption } from '../arguments/limit-option.ts';
import { readIdArgument } from '../arguments/read-id-argument.ts';
import { reasonOption } from '../arguments/reason-option.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { noteMore } from '../terminal/note-more.ts';
import { type Printing, printAnswer } from '../terminal/print-answer.ts';

type ListOptions = Printing & {
  readonly state?: string;
  readonly namespace?: number;
  readonly after?: number;
  readonly limit: number;
};

/** `trialgate provisioning`: how far the product knows of trials and purchases. */
export function addProvisioningCommands(program: Command, context: CommandContext): void {
  const provisioning = program.command('provisioning').description('what the product was told, and telling it again');
  addList(provisioning, context);
  addResend(provisioning, context);
  withExamples(provisioning, 'provisioning list --state undeliverable');
}

function addList(provisioning: Command, { portal, terminal }: CommandContext): void {
  const states = ['retrying', 'delivered', 'undeliverable'];
  const command = provisioning
    .command('list')
    .description('how far the product knows of trials and purchases')
    .addOption(new Option('--state <state>', 'only these').choices(states))
    .option('--namespace <id>', 'only of this namespace', readIdArgument)
    .option('--after <id>', 'only those with a greater id', readIdArgument)
    .addOption(limitOption())
    .addOption(jsonOption())
    .action(async (options: ListOptions) => {
      const { state, namespace, after, limit } = options;
      const query = { state, namespace_id: namespace, after, limit };
      const api = await portal();
      const answer = await api.get<{ provisionings: readonly ProvisioningOnWire[] }>('/api/v1/provisionings', query);
      printAnswer(terminal, options, answer, ({ provisionings }) => {
        const headings = ['id', 'namespace', 'about', 'state', 'landed', 'due on', 'attempts', 'last error'];
        terminal.printTable(headings, provisionings.map(toRow), 'There are none.');
        noteMore(terminal, provisionings, limit, (last) => `--after ${last.id}`);
      });
    });
  withExamples(command, 'provisioning list --state undeliverable');
}

function toRow(one: ProvisioningOnWire): unknown[] {
  const about = one.trial_id === null ? `purchase ${one.purchase_id}` : `trial ${one.trial_id}`;
  return [one.id, one.namespace_id, about, one.state, one.landed, one.due_on, one.attempts, one.last_error];
}

function addResend(provisioning: Command, { portal, terminal }: CommandContext): void {
  const command = provisioning
    .command('resend')
    .description('send again what could not be delivered')
    .argument('<id>', 'id of the provisioning', readIdArgument)
    .addOption(reasonOption())
    .addOption(jsonOption())
    .action(async (id: number, options: Printing & { reason: string }) => {
      const body = { reason: options.reason };
      const path = `/api/v1/provisionings/${id}/resend`;
      const answer = await (await portal()).send<{ provisioning: ProvisioningOnWire }>('POST', path, body);
      printAnswer(terminal, options, answer, ({ provisioning: one }) =>
        terminal.print(`Provisioning ${id} of namespace ${one.namespace_id} is ${one.state}.`),
      );
    });
  withExamples(command, 'provisioning resend 3 --reason "the group exists now"');
}
