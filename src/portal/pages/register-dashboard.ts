import type { Server } from '#kit/http/create-server.ts';
import { createPageSender } from '#kit/pages/page-sender.ts';
import { registerPageFiles } from '#kit/pages/register-page-files.ts';
import { PAGE_PATHS } from './page-paths.ts';

export type DashboardOptions = {
  /** Where the pages were built to. */
  readonly folder: string;
  /** What stands on every page from its first byte on. */
  readonly environment: string;
  readonly portalUrl: string;
  readonly commit: string;
};

const PREFIX = '/dashboard';

/**
 * The dashboard's pages. Whoever asks gets them, because they hold nothing: what they show they ask for with the session
 * of whoever looks.
 */
export function registerDashboard(app: Server, { folder, environment, portalUrl, commit }: DashboardOptions): void {
  const config = { access: 'anyone', quiet: true } as const;
  const send = createPageSender(folder, {
    ENVIRONMENT: environment,
    PORTAL: new URL(portalUrl).host,
    COMMIT: commit.slice(0, 12),
  });
  for (const path of PAGE_PATHS) app.get(PREFIX + path, { config }, (request, reply) => send(request, reply));
  app.addHook('onRequest', async (request, reply) => {
    if (request.is404 && request.method === 'GET' && isUnknownPage(request.url)) return send(request, reply, 404);
  });
  registerPageFiles(app, folder, `${PREFIX}/assets/`);
}

/** An address below the dashboard that is none gets the page that says so. */
function isUnknownPage(url: string): boolean {
  return url.startsWith(`${PREFIX}/`) && !url.startsWith(`${PREFIX}/assets/`);
}
