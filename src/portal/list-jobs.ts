import { forgetFlagUsageJob } from '#flags/server/forget-flag-usage.ts';
import type { Job } from '#kit/jobs/job.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { deliverAnnouncementJob } from '#rollouts/checklist/deliver-announcement.ts';
import type { PortalConfig } from './config.ts';
import type { PortalBilling } from './customers/build-billing.ts';
import { housekeepingJob } from './housekeeping.ts';
import { importPurchasesKind } from './imports/import-purchases-kind.ts';
import { importTrialsKind } from './imports/import-trials-kind.ts';
import { deliverLeadJob } from './leads/deliver-lead.ts';
import { runLongJobJob } from './long-jobs/run-long-job.ts';
import { provisionNamespaceJob } from './provisioning/provision-namespace.ts';
import type { SaasClient } from './provisioning/saas-client.ts';
import { sweepDueProvisioningsJob } from './provisioning/sweep-due-provisionings.ts';
import type { CurrentRules } from './rule-sets/current-rules.ts';
import { tryRuleKind } from './rule-sets/try-rule.ts';
import { forgetStaffSessionsJob } from './sessions/forget-staff-sessions.ts';

export type JobDependencies = {
  readonly database: Pool;
  readonly rules: CurrentRules;
  readonly saas: SaasClient;
  readonly config: PortalConfig;
  readonly billing: PortalBilling;
};

/** Every background job of the portal. */
export function listJobs({ database, rules, saas, config, billing }: JobDependencies): Job[] {
  return [
    provisionNamespaceJob(database, saas, rules),
    sweepDueProvisioningsJob(database),
    deliverLeadJob(database, config.LEADS_WEBHOOK_URL),
    runLongJobJob(database, [
      tryRuleKind(database, rules),
      importTrialsKind({ database, connectionString: config.PORTAL_DATABASE_URL }),
      importPurchasesKind({ database, connectionString: config.PORTAL_DATABASE_URL }),
      ...billing.kinds,
    ]),
    ...billing.jobs,
    deliverAnnouncementJob(database, {
      webhookUrl: config.ROLLOUT_WEBHOOK_URL,
      byName: config.ROLLOUT_CHANNELS,
      notesUrl: config.ROLLOUT_NOTES_URL,
      notesToken: config.ROLLOUT_NOTES_TOKEN,
      portalUrl: config.PORTAL_URL,
    }),
    housekeepingJob(database),
    forgetFlagUsageJob(database),
    forgetStaffSessionsJob(database),
  ];
}
