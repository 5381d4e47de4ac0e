import { Command } from 'commander';
import { withExamples } from './arguments/with-examples.ts';
import type { CommandContext } from './command-context.ts';
import { COMMAND_GROUPS } from './command-groups.ts';
import { readVersion } from './read-version.ts';

const ENVIRONMENT = `
Environment:
  PORTAL_URL             the portal, http://127.0.0.1:4000 if not set
  TRIALGATE_TOKEN        whose word it is; if not set, the file "token" in TRIALGATE_DATA
  TRIALGATE_DATA         a folder, .trialgate if not set
  REDIS_URL              the cache's Redis, for what looks into it; if not set, it is asked through saas
  TRIALGATE_ENVIRONMENT  whose flags are meant, customers-development if not set
  SAAS_URL               saas, http://127.0.0.1:3000 if not set
  PORTAL_DATABASE_URL    the portal's database, for what runs a portal
  DEBUG=trialgate      shows where something broke`;

/**
 * The commands. Mistakes in writing one are thrown, never ended by `process.exit`.
 * @param wanted the first word: where it is a command, only that one is there. Else every one, for the help.
 */
export async function buildProgram(context: CommandContext, wanted?: string): Promise<Command> {
  const program = new Command('trialgate')
    .description('Which trials may a namespace start, why not, and everything that operators do about it.')
    .version(readVersion(), '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'trialgate: ')) })
    .showHelpAfterError('Add --help to see how it is written.');
  const isKnown = COMMAND_GROUPS.some(([, commands]) => commands.some(({ name }) => name === wanted));
  for (const [heading, commands] of COMMAND_GROUPS) {
    program.commandsGroup(heading);
    const chosen = commands.filter(({ name }) => !isKnown || name === wanted);
    for (const add of await Promise.all(chosen.map(({ load }) => load()))) add(program, context);
  }
  withExamples(program, 'check 1 2 3', 'explain 42', 'rules try applicant_trial_limit --max 5');
  return program.addHelpText('after', ENVIRONMENT);
}
