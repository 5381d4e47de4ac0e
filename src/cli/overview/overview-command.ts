import { type Command, Option } from 'commander';
import type { OverviewOnWire } from '#portal/contract/overview-on-wire.ts';
import { environmentOption } from '../arguments/environment-option.ts';
import { jsonOption } from '../arguments/json-option.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { lookAgain } from '../progress/look-again.ts';
import { type Printing, printAnswer } from '../terminal/print-answer.ts';
import { printOverview } from './print-overview.ts';

const EVERY = 5_000;

type Options = Printing & { readonly window: string; readonly environment: string; readonly watch?: boolean };

/** `trialgate overview`: how all processes of an environment are doing, once or until somebody leaves. */
export function addOverviewCommand(program: Command, { environment, portal, terminal }: CommandContext): void {
  const windows = new Option('--window <window>', 'the last minutes, the last hour, the last seven days');
  const command = program
    .command('overview')
    .description('how all processes of an environment are doing together, and which of them is missed')
    .addOption(windows.choices(['live', 'hour', 'week']).default('live'))
    .addOption(environmentOption(environment))
    .option('--watch', 'again every five seconds, until Ctrl-C')
    .addOption(jsonOption())
    .action(async (options: Options) => {
      const api = await portal();
      const look = async (signal?: AbortSignal) => {
        const asked = { window: options.window, environment: options.environment };
        const answer = await api.get<{ overview: OverviewOnWire }>('/api/v1/telemetry/overview', asked, signal);
        return {
          print: () => printAnswer(terminal, options, answer, ({ overview }) => printOverview(terminal, overview)),
        };
      };
      if (options.watch) return lookAgain(terminal, EVERY, 'Left.', look);
      (await look()).print();
    });
  withExamples(command, 'overview', 'overview --window week --environment production', 'overview --watch');
}
