import type { Server } from '#kit/http/create-server.ts';
import { registerAuditRoutes } from './audit/audit-routes.ts';
import { registerAcceptRoutes } from './invitations/accept-routes.ts';
import { registerInvitationRoutes } from './invitations/invitation-routes.ts';
import { registerLiveRoutes } from './live/live-routes.ts';
import { registerPreviewRoutes } from './namespaces/preview-routes.ts';
import { DASHBOARD_FOLDER } from './pages/pages-folder.ts';
import { registerDashboard } from './pages/register-dashboard.ts';
import { registerPeopleRoutes } from './people/people-routes.ts';
import { registerStaffAccessRoutes } from './people/staff-access-routes.ts';
import { registerTokenRoutes } from './people/token-routes.ts';
import type { RouteDependencies } from './register-routes.ts';
import { SaasSide } from './saas-side/saas-side.ts';
import { registerSaasSideRoutes } from './saas-side/saas-side-routes.ts';
import { registerSearchRoutes } from './search/search-routes.ts';
import { registerPasswordRoutes } from './sessions/password-routes.ts';
import { registerSessionRoutes } from './sessions/session-routes.ts';

/** The staff themselves, and what they look at and decide by: people, sessions, the log, and the dashboard. */
export function registerStaffRoutes(app: Server, { config, database, keys, feed, stopping }: RouteDependencies): void {
  const isSecure = config.PORTAL_URL.startsWith('https:');
  registerPeopleRoutes(app, database);
  registerTokenRoutes(app, database);
  registerStaffAccessRoutes(app, database);
  registerSessionRoutes(app, database, isSecure);
  registerPasswordRoutes(app, database);
  registerInvitationRoutes(app, database, config.PORTAL_URL);
  registerAcceptRoutes(app, database, isSecure);
  registerAuditRoutes(app, database);
  const saas = new SaasSide(config.SAAS_URL, keys);
  registerSaasSideRoutes(app, database, saas);
  registerSearchRoutes(app, database, saas, config.PORTAL_APPLICANT_KEY);
  registerPreviewRoutes(app, database);
  registerLiveRoutes(app, database, feed, stopping);
  registerDashboard(app, {
    folder: DASHBOARD_FOLDER,
    portalUrl: config.PORTAL_URL,
    environment: config.TRIALGATE_ENVIRONMENT,
    commit: config.TRIALGATE_COMMIT,
  });
}
