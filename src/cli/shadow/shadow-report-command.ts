import type { Command } from 'commander';
import type { ComparisonReportOnWire } from '#portal/contract/comparisons-on-wire.ts';
import { jsonOption } from '../arguments/json-option.ts';
import { readIdArgument } from '../arguments/read-id-argument.ts';
import { readNumberArgument } from '../arguments/read-number-argument.ts';
import { readShareArgument } from '../arguments/read-share-argument.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { type Printing, printAnswer } from '../terminal/print-answer.ts';
import { printComparisonReport } from './print-comparison-report.ts';

type ReportOptions = Printing & {
  readonly days?: number;
  readonly limit?: number;
  readonly environment?: string;
  readonly run?: number;
};

/** `trialgate shadow report`: differences by cause, and how sure it is that few grants are wrong. */
export function addShadowReportCommand(shadow: Command, { portal, terminal }: CommandContext): void {
  const command = shadow
    .command('report')
    .description('differences by cause, and how sure it is that few grants are wrong')
    .option('--days <n>', 'how far back; 7 if left out', readNumberArgument)
    .option('--limit <rate>', 'the rate of wrong grants that may be, such as 0.001', readShareArgument)
    .option('--environment <name>', 'of this environment alone')
    .option('--run <id>', 'of this comparison without traffic alone', readIdArgument)
    .addOption(jsonOption())
    .action(async ({ days, limit, environment, run, ...printing }: ReportOptions) => {
      const query = { days, limit, environment, run_id: run };
      const answer = await (await portal()).get<ComparisonReportOnWire>('/api/v1/comparisons/report', query);
      printAnswer(terminal, printing, answer, (body) => printComparisonReport(terminal, body));
    });
  withExamples(command, 'shadow report', 'shadow report --days 1 --limit 0.0005 --json');
}
