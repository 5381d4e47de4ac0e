import { Command } from 'commander';
import { addApplicantsCommands } from './applicants/applicants-commands.ts';
import { withExamples } from './arguments/with-examples.ts';
import { addAuditCommands } from './audit/audit-commands.ts';
import { addBillingCommands } from './billing/billing-commands.ts';
import { addCacheCommands } from './cache/cache-commands.ts';
import type { CommandContext } from './command-context.ts';
import { addCheckCommand } from './eligibility/check-command.ts';
import { addExplainCommand } from './eligibility/explain-command.ts';
import { addFlagsCommands } from './flags/flags-commands.ts';
import { addImportCommands } from './imports/import-commands.ts';
import { addLeadsCommands } from './leads/leads-commands.ts';
import { addNamespacesCommands } from './namespaces/namespaces-commands.ts';
import { addDbCommands } from './operating/db-commands.ts';
import { addPortalCommands } from './operating/portal-commands.ts';
import { addSeedCommand } from './operating/seed-command.ts';
import { addOverviewCommand } from './overview/overview-command.ts';
import { addMeCommand } from './people/me-command.ts';
import { addStaffCommands } from './people/staff-commands.ts';
import { addTokenCommands } from './people/token-commands.ts';
import { addProvisioningCommands } from './provisioning/provisioning-commands.ts';
import { readVersion } from './read-version.ts';
import { addRolloutCommands } from './rollout/rollout-commands.ts';
import { addRulesCommands } from './rules/rules-commands.ts';
import { addShadowCommands } from './shadow/shadow-commands.ts';
import { addTypesCommands } from './trial-types/types-commands.ts';
import { addTrialsCommands } from './trials/trials-commands.ts';

const GROUPS: readonly [string, readonly ((program: Command, context: CommandContext) => void)[]][] = [
  ['Answers:', [addCheckCommand, addExplainCommand, addOverviewCommand, addCacheCommands]],
  ['What binds:', [addRulesCommands, addTypesCommands, addFlagsCommands, addRolloutCommands, addShadowCommands]],
  ['Single cases:', [addTrialsCommands, addNamespacesCommands, addApplicantsCommands, addProvisioningCommands]],
  ['Records:', [addBillingCommands, addImportCommands, addLeadsCommands, addAuditCommands]],
  ['People:', [addMeCommand, addTokenCommands, addStaffCommands]],
  ['Running a portal:', [addPortalCommands, addDbCommands, addSeedCommand]],
];

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

/** Every command there is. Mistakes in writing one are thrown, never ended by `process.exit`. */
export function buildProgram(context: CommandContext): Command {
  const program = new Command('trialgate')
    .description('Which trials may a namespace start, why not, and everything that operators do about it.')
    .version(readVersion(), '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'trialgate: ')) })
    .showHelpAfterError('Add --help to see how it is written.');
  for (const [heading, commands] of GROUPS) {
    program.commandsGroup(heading);
    for (const add of commands) add(program, context);
  }
  withExamples(program, 'check 1 2 3', 'explain 42', 'rules try applicant_trial_limit --max 5');
  return program.addHelpText('after', ENVIRONMENT);
}
