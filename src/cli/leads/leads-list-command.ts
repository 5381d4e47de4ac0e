import type { Command } from 'commander';
import { jsonOption } from '../arguments/json-option.ts';
import { limitOption } from '../arguments/limit-option.ts';
import { readIdArgument } from '../arguments/read-id-argument.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { noteMore } from '../terminal/note-more.ts';
import { type Printing, printAnswer } from '../terminal/print-answer.ts';

type Lead = {
  readonly id: number;
  readonly uid: number;
  readonly namespace_id: number | null;
  readonly received_at: string;
  readonly delivered_at: string | null;
};

type ListOptions = Printing & { readonly uid?: number; readonly after?: number; readonly limit: number };

/** `trialgate leads list`: without what people told about themselves. */
export function addLeadsListCommand(leads: Command, { portal, terminal }: CommandContext): void {
  const command = leads
    .command('list')
    .description('leads, without what people told about themselves')
    .option('--uid <uid>', 'only of this person', readIdArgument)
    .option('--after <id>', 'only those with a greater id', readIdArgument)
    .addOption(limitOption())
    .addOption(jsonOption())
    .action(async (options: ListOptions) => {
      const { uid, after, limit } = options;
      const answer = await (await portal()).get<{ leads: readonly Lead[] }>('/api/v1/leads', { uid, after, limit });
      printAnswer(terminal, options, answer, ({ leads: found }) => {
        const rows = found.map((one) => [one.id, one.uid, one.namespace_id, one.received_at, one.delivered_at]);
        terminal.printTable(['id', 'uid', 'namespace', 'received at', 'delivered at'], rows, 'There are none.');
        noteMore(terminal, found, limit, (last) => `--after ${last.id}`);
      });
    });
  withExamples(command, 'leads list --uid 9');
}
