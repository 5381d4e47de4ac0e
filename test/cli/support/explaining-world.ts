import { createLogger } from '#kit/telemetry/logger.ts';
import { buildSaas, type Saas } from '#saas/build-saas.ts';
import { readSaasConfig } from '#saas/config.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { type PortalUnderTest, startPortalUnderTest } from './portal-under-test.ts';

/** `trialgate explain <namespace> --user <user>` with a portal and a saas of its own. */
export type ExplainingWorld = {
  readonly portal: PortalUnderTest;
  readonly database: TestDatabase;
  readonly saas: Saas;
  readonly explain: (
    words: readonly (string | number)[],
    environment?: Record<string, string>,
  ) => ReturnType<PortalUnderTest['run']>;
  readonly stop: () => Promise<void>;
};

/** @param forced settings of saas. */
export async function startExplainingWorld(forced: Record<string, string> = {}): Promise<ExplainingWorld> {
  const portal = await startPortalUnderTest();
  const database = await createTestDatabase('saas');
  const settings = { SAAS_PORT: '0', SAAS_DATABASE_URL: database.url, PORTAL_URL: portal.url, ...forced };
  const saas = buildSaas(readSaasConfig(settings), { logger: createLogger('saas', 'silent') });
  const own = { SAAS_URL: await saas.start() };
  return {
    portal,
    database,
    saas,
    explain: (words, environment = own) => portal.run(['explain', ...words.map(String)], { environment }),
    stop: async () => {
      await saas.stop();
      await portal.stop();
      await database.drop();
    },
  };
}
