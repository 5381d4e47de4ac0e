import type { Command } from 'commander';
import type { StaffOnWire } from '#portal/contract/people-answers.ts';
import { jsonOption } from '../arguments/json-option.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { type Printing, printAnswer } from '../terminal/print-answer.ts';

/** `trialgate staff list`. */
export function addStaffListCommand(staff: Command, { portal, terminal }: CommandContext): void {
  const command = staff
    .command('list')
    .description('everybody who has or had access')
    .addOption(jsonOption())
    .action(async (options: Printing) => {
      const answer = await (await portal()).get<{ staff: readonly StaffOnWire[] }>('/api/v1/staff');
      printAnswer(terminal, options, answer, ({ staff: people }) => {
        const rows = people.map((one) => [one.id, one.name, one.email, one.role, one.created_at, one.disabled_at]);
        terminal.printTable(['id', 'name', 'email', 'role', 'created at', 'disabled at'], rows, 'There is nobody.');
      });
    });
  withExamples(command, 'staff list');
}
