import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import type { Meter } from '#kit/telemetry/meter.ts';
import { registerAuditRoutes } from './audit/audit-routes.ts';
import type { ChangeFeed } from './changes/change-feed.ts';
import { registerChangeRoutes } from './changes/change-routes.ts';
import type { PortalConfig } from './config.ts';
import { EligibilityAnswers } from './eligibility/answer-eligibility.ts';
import { registerEligibilityRoutes } from './eligibility/eligibility-routes.ts';
import { registerExplainRoutes } from './eligibility/explain-routes.ts';
import { NamespaceReader, type NamespaceReaderOptions } from './eligibility/namespace-reader.ts';
import type { Replica } from './eligibility/replica.ts';
import { registerImportRoutes } from './imports/import-routes.ts';
import { registerLeadOperatorRoutes } from './leads/lead-operator-routes.ts';
import { registerLeadRoutes } from './leads/lead-routes.ts';
import { registerLongJobRoutes } from './long-jobs/long-job-routes.ts';
import { registerNamespaceActionRoutes } from './namespaces/namespace-action-routes.ts';
import { registerExemptionRoutes } from './people/exemption-routes.ts';
import { registerPeopleRoutes } from './people/people-routes.ts';
import { registerTokenRoutes } from './people/token-routes.ts';
import { registerDiscoveryRoutes } from './provisioning/discovery-routes.ts';
import { registerProvisioningRoutes } from './provisioning/provisioning-routes.ts';
import type { SigningKeys } from './provisioning/signing-keys.ts';
import { registerPurchaseRoutes } from './purchases/purchase-routes.ts';
import type { CurrentRules } from './rule-sets/current-rules.ts';
import { registerRuleRoutes } from './rule-sets/rule-routes.ts';
import { registerTrialTypeChangeRoutes } from './rule-sets/trial-type-change-routes.ts';
import { registerTrialTypeRoutes } from './rule-sets/trial-type-routes.ts';
import { registerTryRuleRoutes } from './rule-sets/try-rule-routes.ts';
import { registerApplicationRoutes } from './trials/application-routes.ts';
import { TrialApplications } from './trials/apply-for-trial.ts';
import { registerTrialActionRoutes } from './trials/trial-action-routes.ts';
import { registerUndoGrantRoutes } from './trials/undo-grant-routes.ts';

export type RouteDependencies = {
  readonly config: PortalConfig;
  readonly database: Pool;
  readonly rules: CurrentRules;
  readonly keys: SigningKeys;
  readonly feed: ChangeFeed;
  readonly reading: NamespaceReaderOptions;
  readonly replica: Replica | undefined;
  readonly meter: Meter;
  readonly stopping: AbortSignal;
  /** Something was committed that the relay or the outbox carries on. */
  readonly onCommitted: () => void;
};

/** Every route of the portal. */
export function registerRoutes(app: Server, dependencies: RouteDependencies): void {
  const { config, database, rules, meter, onCommitted } = dependencies;
  const reader = new NamespaceReader(database, dependencies.reading);
  const answers = new EligibilityAnswers(reader, rules, meter, dependencies.replica);
  registerEligibilityRoutes(app, answers, meter);
  registerTrialTypeRoutes(app, database, rules);
  registerApplicationRoutes(app, new TrialApplications(database, rules, onCommitted), meter);
  registerLeadRoutes(app, database, config.PORTAL_APPLICANT_KEY, onCommitted);
  registerPurchaseRoutes(app, database, onCommitted);
  registerImportRoutes(app, database, onCommitted);
  registerExplainRoutes(app, database);
  registerChangeRoutes(app, database, dependencies.feed, dependencies.stopping);
  registerTrialActionRoutes(app, database, onCommitted);
  registerUndoGrantRoutes(app, database, onCommitted);
  registerNamespaceActionRoutes(app, database, onCommitted);
  registerRuleRoutes(app, database, onCommitted);
  registerTryRuleRoutes(app, database, rules, onCommitted);
  registerTrialTypeChangeRoutes(app, database, onCommitted);
  registerProvisioningRoutes(app, database, onCommitted);
  registerDiscoveryRoutes(app, config.PORTAL_URL, dependencies.keys);
  registerLeadOperatorRoutes(app, database);
  registerExemptionRoutes(app, database);
  registerPeopleRoutes(app, database);
  registerTokenRoutes(app, database);
  registerAuditRoutes(app, database);
  registerLongJobRoutes(app, database);
}
