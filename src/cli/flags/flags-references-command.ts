import { resolve } from 'node:path';
import type { Command } from 'commander';
import { jsonOption } from '../arguments/json-option.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import { RemovalStopped } from '../terminal/removal-stopped.ts';

type ReferencesOptions = { readonly project: string; readonly none?: boolean; readonly json?: boolean };

/** `trialgate flags references`: on the files alone; no portal is asked. */
export function addFlagsReferencesCommand(flags: Command, { terminal }: CommandContext): void {
  const command = flags
    .command('references')
    .description('every place in code that names a flag, with file and line; then where else it is mentioned')
    .argument('<flag>', 'name of the flag')
    .option('--project <folder>', 'where the project is', '.')
    .option('--none', 'for CI: end with 1 where code still names it')
    .addOption(jsonOption())
    .action(async (flag: string, { project, none = false, json = false }: ReferencesOptions) => {
      const { listReferences } = await import('#removal/report/list-references.ts');
      const found = listReferences(resolve(project), flag);
      if ('refused' in found) throw new RemovalStopped(found.refused, found.details);
      const { references, mentions } = found;
      if (json) terminal.print(JSON.stringify({ success: true, flag, references, mentions }));
      else {
        for (const { path, line, column, kind, text } of references)
          terminal.print(`${path}:${line}:${column}: ${kind}: ${text}`);
        for (const { path, line, text } of mentions) terminal.print(`${path}:${line}: mentioned: ${text}`);
        terminal.note(`${references.length} references in code, ${mentions.length} mentions elsewhere.`);
      }
      if (none && references.length > 0)
        throw new RemovalStopped(`Code still names ${flag}, in ${references.length} places.`, []);
    });
  withExamples(command, 'flags references use_new_checkout', 'flags references use_new_checkout --none');
}
