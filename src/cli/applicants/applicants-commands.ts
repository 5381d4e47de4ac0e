import type { Command } from 'commander';
import { jsonOption } from '../arguments/json-option.ts';
import { readDayArgument } from '../arguments/read-day-argument.ts';
import { readIdArgument } from '../arguments/read-id-argument.ts';
import { reasonOption } from '../arguments/reason-option.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { type Printing, printAnswer } from '../terminal/print-answer.ts';

type ExemptOptions = Printing & { readonly reason: string; readonly until?: string };

/** `trialgate applicants`: whom the limit on trials does not concern. */
export function addApplicantsCommands(program: Command, { portal, terminal }: CommandContext): void {
  const applicants = program.command('applicants').description('exempt people from the limit on trials');
  for (const [name, method, description, done] of [
    ['exempt', 'PUT', 'exempt a person from the limit on trials', 'is exempt from the limit on trials'],
    ['unexempt', 'DELETE', 'end an exemption', 'is no longer exempt'],
  ] as const) {
    const command = applicants
      .command(name)
      .description(description)
      .argument('<uid>', 'uid of the person in the product', readIdArgument)
      .addOption(reasonOption())
      .addOption(jsonOption())
      .action(async (uid: number, options: ExemptOptions) => {
        const { reason, until } = options;
        const body = { reason, ...(until ? { until } : {}) };
        const answer = await (await portal()).send<object>(method, `/api/v1/applicants/${uid}/exemption`, body);
        printAnswer(terminal, options, answer, () =>
          terminal.print(`Applicant ${uid} ${done}${until ? ` until ${until}` : ''}.`),
        );
      });
    if (name === 'exempt') command.option('--until <day>', 'the first day on which it is over', readDayArgument);
    withExamples(command, `applicants ${name} 9 --reason "trainer"`);
  }
  withExamples(applicants, 'applicants exempt 9 --until 2027-01-31 --reason "trainer"');
}
