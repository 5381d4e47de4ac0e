import type { Command } from 'commander';
import type { StaffOnWire } from '#portal/contract/people-answers.ts';
import { jsonOption } from '../arguments/json-option.ts';
import { reasonOption } from '../arguments/reason-option.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { type Printing, printAnswer } from '../terminal/print-answer.ts';
import { showValue } from '../terminal/show-value.ts';
import { roleOption } from './role-option.ts';

type AddOptions = Printing & {
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly reason: string;
};

/** `trialgate staff add`. */
export function addStaffAddCommand(staff: Command, { portal, terminal }: CommandContext): void {
  const command = staff
    .command('add')
    .description('add a person')
    .requiredOption('--email <address>', 'their e-mail address')
    .requiredOption('--name <text>', 'their name')
    .addOption(roleOption().makeOptionMandatory())
    .addOption(reasonOption())
    .addOption(jsonOption())
    .action(async (options: AddOptions) => {
      const { email, name, role, reason } = options;
      const body = { email, name, role, reason };
      const answer = await (await portal()).send<{ staff: StaffOnWire }>('POST', '/api/v1/staff', body);
      printAnswer(terminal, options, answer, ({ staff: added }) =>
        terminal.print(`${showValue(added.name)} is staff ${added.id} now, as ${added.role}.`),
      );
    });
  withExamples(command, 'staff add --email ada@example.com --name "Ada L." --role operator --reason "joins support"');
}
