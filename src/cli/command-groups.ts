import type { Command } from 'commander';
import type { CommandContext } from './command-context.ts';

type AddCommand = (program: Command, context: CommandContext) => void;

/** A command by its first word, and where it is read from when it is wanted. */
export type CommandEntry = { readonly name: string; readonly load: () => Promise<AddCommand> };

/** Every command there is, under the headings of the help. Each is a module of its own, because most runs want one. */
export const COMMAND_GROUPS: readonly [heading: string, commands: readonly CommandEntry[]][] = [
  [
    'Answers:',
    [
      { name: 'check', load: async () => (await import('./eligibility/check-command.ts')).addCheckCommand },
      { name: 'explain', load: async () => (await import('./eligibility/explain-command.ts')).addExplainCommand },
      { name: 'overview', load: async () => (await import('./overview/overview-command.ts')).addOverviewCommand },
      { name: 'cache', load: async () => (await import('./cache/cache-commands.ts')).addCacheCommands },
    ],
  ],
  [
    'What binds:',
    [
      { name: 'rules', load: async () => (await import('./rules/rules-commands.ts')).addRulesCommands },
      { name: 'types', load: async () => (await import('./trial-types/types-commands.ts')).addTypesCommands },
      { name: 'flags', load: async () => (await import('./flags/flags-commands.ts')).addFlagsCommands },
      { name: 'rollout', load: async () => (await import('./rollout/rollout-commands.ts')).addRolloutCommands },
      { name: 'shadow', load: async () => (await import('./shadow/shadow-commands.ts')).addShadowCommands },
    ],
  ],
  [
    'Single cases:',
    [
      { name: 'trials', load: async () => (await import('./trials/trials-commands.ts')).addTrialsCommands },
      {
        name: 'namespaces',
        load: async () => (await import('./namespaces/namespaces-commands.ts')).addNamespacesCommands,
      },
      {
        name: 'applicants',
        load: async () => (await import('./applicants/applicants-commands.ts')).addApplicantsCommands,
      },
      {
        name: 'provisioning',
        load: async () => (await import('./provisioning/provisioning-commands.ts')).addProvisioningCommands,
      },
    ],
  ],
  [
    'Records:',
    [
      { name: 'billing', load: async () => (await import('./billing/billing-commands.ts')).addBillingCommands },
      { name: 'import', load: async () => (await import('./imports/import-commands.ts')).addImportCommands },
      { name: 'leads', load: async () => (await import('./leads/leads-commands.ts')).addLeadsCommands },
      { name: 'audit', load: async () => (await import('./audit/audit-commands.ts')).addAuditCommands },
    ],
  ],
  [
    'People:',
    [
      { name: 'me', load: async () => (await import('./people/me-command.ts')).addMeCommand },
      { name: 'token', load: async () => (await import('./people/token-commands.ts')).addTokenCommands },
      { name: 'staff', load: async () => (await import('./people/staff-commands.ts')).addStaffCommands },
    ],
  ],
  [
    'Running a portal:',
    [
      { name: 'portal', load: async () => (await import('./operating/portal-commands.ts')).addPortalCommands },
      { name: 'db', load: async () => (await import('./operating/db-commands.ts')).addDbCommands },
      { name: 'seed', load: async () => (await import('./operating/seed-command.ts')).addSeedCommand },
    ],
  ],
];
