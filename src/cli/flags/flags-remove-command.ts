import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { RemovalReport } from '#removal/report/removal-report.ts';
import { jsonOption } from '../arguments/json-option.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { Progress } from '../progress/progress.ts';
import { RemovalStopped } from '../terminal/removal-stopped.ts';
import type { Terminal } from '../terminal/terminal.ts';

type RemoveOptions = {
  readonly keep: 'on' | 'off';
  readonly variant?: string;
  readonly branch?: string | true;
  readonly project: string;
  readonly yes?: boolean;
  readonly tests: boolean;
  readonly json?: boolean;
};

/** `trialgate flags remove`: on the files alone; no portal is asked. */
export function addFlagsRemoveCommand(flags: Command, { terminal }: CommandContext): void {
  const command = flags
    .command('remove')
    .description("take a flag out of a project's code, on its files alone")
    .argument('<flag>', 'name of the flag')
    .addOption(new Option('--keep <state>', 'what the code keeps').choices(['on', 'off']).makeOptionMandatory())
    .option('--variant <name>', 'the variant that the code keeps, for a flag that has several')
    .option('--branch [name]', 'leave one commit on a new branch, remove-<flag> if not named')
    .option('--project <folder>', 'where the project is', '.')
    .option('--yes', 'also delete the modules, exports and members that nobody needs any more')
    .option('--no-tests', "do not run the project's tests")
    .addOption(jsonOption())
    .action((flag: string, options: RemoveOptions) => remove(terminal, flag, options));
  withExamples(command, 'flags remove use_new_checkout --keep on', 'flags remove use_new_checkout --keep off --branch');
}

async function remove(terminal: Terminal, flag: string, options: RemoveOptions): Promise<void> {
  // Loaded here, because the compiler in it takes longer to load than any other command takes to run.
  const { removeFlag } = await import('#removal/report/remove-flag.ts');
  const { keep, variant, branch, project, yes = false, tests, json = false } = options;
  const progress = new Progress(terminal, `removing ${flag}`);
  const done = await removeFlag({
    root: resolve(project),
    flag,
    keep: keep === 'on',
    yes,
    runTests: tests,
    ...(variant === undefined ? {} : { variant }),
    ...(branch === undefined ? {} : { branch: branch === true ? `remove-${flag}` : branch }),
    onProgress: (phase, at, total) => progress.show(phase, at, total),
    onOutput: (text) => terminal.err.write(text),
  }).finally(() => progress.stop());
  if ('refused' in done) throw new RemovalStopped(`${done.refused} Nothing was changed.`, done.details);
  terminal.print(json ? JSON.stringify(toWire(done)) : sayReport(done));
  if (done.tests === 'failed') {
    throw new RemovalStopped(
      'The tests fail. The changes stand in the working tree; "git restore ." takes them back.',
      [],
    );
  }
}

function sayReport(report: RemovalReport): string {
  if (report.changed.length + report.deleted.length === 0)
    return `Nothing names ${report.flag}: there is nothing to change.`;
  const commit = report.commit === null ? '' : `\nCommitted as ${report.commit} on ${report.branch}.\n`;
  return `${report.mergeRequest}${commit}`;
}

function toWire({ unusedExports, unusedMembers, mergeRequest, ...report }: RemovalReport) {
  return {
    success: true,
    ...report,
    unused_exports: unusedExports,
    unused_members: unusedMembers,
    merge_request: mergeRequest,
  };
}
