import { readPortalConfig } from '#portal/config.ts';
import { fillDemo } from '../../../dev/demo/fill-demo.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import { GITLAB, startTestPortal } from '../../support/test-portal.ts';

export type DemoPortal = {
  /** The variables that docs/adopting.md names. */
  readonly environment: Record<string, string>;
  readonly stop: () => Promise<void>;
};

/** A portal with the namespaces that `npm start` shows. */
export async function startDemoPortal(): Promise<DemoPortal> {
  const portal = await startTestPortal();
  const saas = await createTestDatabase('saas');
  await fillDemo(readPortalConfig({ PORTAL_DATABASE_URL: portal.databaseUrl }), saas.url);
  await saas.drop();
  return {
    environment: {
      PORTAL_URL: portal.url,
      PORTAL_ADMIN_EMAIL: GITLAB['x-admin-email'],
      PORTAL_ADMIN_TOKEN: GITLAB['x-admin-token'],
    },
    stop: portal.stop,
  };
}
