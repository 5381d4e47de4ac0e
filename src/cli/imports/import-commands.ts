import { type Command, InvalidArgumentError } from 'commander';
import { jsonOption } from '../arguments/json-option.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { type ImportOptions, importFile } from './import-file.ts';

/** `trialgate import trials` and `import purchases`. */
export function addImportCommands(program: Command, context: CommandContext): void {
  const imports = program.command('import').description('load trial histories or purchases from a file');
  const trials = addKind(imports, context, 'trials', 'load trial histories')
    .option('--map <number=type>', 'what a number in trial_type stands for; may be repeated', collectMapping)
    .addHelpText(
      'after',
      '\nColumns: gl_namespace_id, trial_type, start_date, expired_on; created_at, updated_at,\n' +
        '         glm_source, glm_content where there are any.',
    );
  withExamples(
    trials,
    'import trials trials.csv',
    'import trials history.ndjson --map 1=ultimate_with_gitlab_duo_enterprise --problems bad.csv',
  );
  const purchases = addKind(imports, context, 'purchases', 'load purchases').addHelpText(
    'after',
    '\nColumns: external_id, namespace_id, product, trial, starts_on, ends_on, quantity, updated_at;\n' +
      '         customer where there is one.',
  );
  withExamples(purchases, 'import purchases purchases.csv --problems bad.csv');
  withExamples(imports, 'import trials trials.csv', 'import purchases purchases.ndjson');
}

function addKind(imports: Command, context: CommandContext, kind: 'trials' | 'purchases', what: string): Command {
  return imports
    .command(kind)
    .description(`${what}; begun again with the same file, it goes on where it stopped and loads nothing twice`)
    .argument('<file>', 'a .csv with a header, or a .ndjson with an object per line')
    .option('--problems <file>', 'write every row that was refused into a CSV')
    .addOption(jsonOption())
    .action((path: string, options: ImportOptions) => importFile(context, kind, path, options))
    .addHelpText('after', '\nThe exit code is 3 where rows were refused and 0 where all were good.');
}

function collectMapping(text: string, previous: Record<string, string> = {}): Record<string, string> {
  const [, number, type] = /^(\d{1,9})=([a-z][a-z0-9_]*)$/.exec(text) ?? [];
  if (number === undefined || type === undefined) {
    throw new InvalidArgumentError('Write the number and the trial type, as in 1=ultimate_with_gitlab_duo_enterprise.');
  }
  return { ...previous, [number]: type };
}
