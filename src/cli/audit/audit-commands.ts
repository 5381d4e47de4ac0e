import type { Command } from 'commander';
import { jsonOption } from '../arguments/json-option.ts';
import { limitOption } from '../arguments/limit-option.ts';
import { readIdArgument } from '../arguments/read-id-argument.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { noteMore } from '../terminal/note-more.ts';
import { type Printing, printAnswer } from '../terminal/print-answer.ts';

type AuditEntry = {
  readonly id: number;
  readonly at: string;
  readonly actor_name: string;
  readonly action: string;
  readonly object: string;
  readonly reason: string;
};

type ListOptions = Printing & {
  readonly namespace?: number;
  readonly actor?: number;
  readonly action?: string;
  readonly before?: number;
  readonly limit: number;
};

/** `trialgate audit`: who did what, and why. */
export function addAuditCommands(program: Command, { portal, terminal }: CommandContext): void {
  const audit = program.command('audit').description('who did what, and why');
  const command = audit
    .command('list')
    .description('the audit log, newest first; --json also shows what was before and after')
    .option('--namespace <id>', 'only about this namespace', readIdArgument)
    .option('--actor <id>', 'only what this member of staff did', readIdArgument)
    .option('--action <name>', 'only this, such as trial_voided')
    .option('--before <id>', 'only lines with a smaller id', readIdArgument)
    .addOption(limitOption())
    .addOption(jsonOption())
    .action(async (options: ListOptions) => {
      const { namespace, actor, action, before, limit } = options;
      const query = { namespace_id: namespace, actor_id: actor, action, before, limit };
      const answer = await (await portal()).get<{ entries: readonly AuditEntry[] }>('/api/v1/audit', query);
      printAnswer(terminal, options, answer, ({ entries }) => {
        const rows = entries.map((one) => [one.id, one.at, one.actor_name, one.action, one.object, one.reason]);
        terminal.printTable(['id', 'at', 'who', 'did', 'to', 'why'], rows, 'There is nothing.');
        noteMore(terminal, entries, limit, (last) => `--before ${last.id}`);
      });
    });
  withExamples(command, 'audit list --namespace 42', 'audit list --action rule_changed --json');
  withExamples(audit, 'audit list --namespace 42');
}
