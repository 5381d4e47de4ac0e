import type { Command } from 'commander';
import { jsonOption } from '../arguments/json-option.ts';
import { readIdArgument } from '../arguments/read-id-argument.ts';
import { reasonOption } from '../arguments/reason-option.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { countOf } from '../terminal/count-of.ts';
import { type Printing, printAnswer } from '../terminal/print-answer.ts';

/** `trialgate leads erase`: every lead of a person, on their wish. */
export function addLeadsEraseCommand(leads: Command, { portal, terminal }: CommandContext): void {
  const command = leads
    .command('erase')
    .description('erase every lead of a person; there is no way back')
    .argument('<uid>', 'uid of the person in the product', readIdArgument)
    .addOption(reasonOption())
    .addOption(jsonOption())
    .action(async (uid: number, options: Printing & { reason: string }) => {
      const path = `/api/v1/applicants/${uid}/leads`;
      const answer = await (await portal()).send<{ erased: number }>('DELETE', path, { reason: options.reason });
      printAnswer(terminal, options, answer, ({ erased }) =>
        terminal.print(`Erased ${countOf(erased, 'lead')} of ${uid}.`),
      );
    });
  withExamples(command, 'leads erase 9 --reason "they asked for it"');
}
