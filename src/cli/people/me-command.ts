import type { Command } from 'commander';
import type { StaffOnWire } from '#portal/contract/people-answers.ts';
import { jsonOption } from '../arguments/json-option.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { type Printing, printAnswer } from '../terminal/print-answer.ts';
import { showValue } from '../terminal/show-value.ts';

/** `trialgate me`: whose token this is. */
export function addMeCommand(program: Command, { portal, terminal }: CommandContext): void {
  const command = program
    .command('me')
    .description('whose token this is, and what they may do')
    .addOption(jsonOption())
    .action(async (options: Printing) => {
      const answer = await (await portal()).get<{ staff: StaffOnWire }>('/api/v1/me');
      printAnswer(terminal, options, answer, ({ staff }) =>
        terminal.print(`${showValue(staff.name)} <${showValue(staff.email)}>, ${staff.role}, staff ${staff.id}`),
      );
    });
  withExamples(command, 'me');
}
