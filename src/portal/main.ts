import { stopGracefully } from '#kit/http/stop-gracefully.ts';
import { assertMigrated } from '#kit/postgres/migrate.ts';
import { withClient } from '#kit/postgres/with-client.ts';
import { openTraces } from '#kit/telemetry/open-traces.ts';
import { buildPortal, type Portal, type PortalParts } from './build-portal.ts';
import { readPortalConfig } from './config.ts';
import { PORTAL_MIGRATIONS } from './migrate-portal.ts';

/**
 * Starts a portal by its environment and has it stop on SIGTERM.
 * @throws {ConfigurationInvalid | DatabaseNotMigrated} with sentences that say what to do.
 */
export async function startPortal(environment: NodeJS.ProcessEnv, parts: PortalParts): Promise<Portal> {
  const config = readPortalConfig(environment);
  await withClient(config.PORTAL_DATABASE_URL, (client) => assertMigrated(client, PORTAL_MIGRATIONS));
  const { TRIALGATE_COMMIT: version, TRIALGATE_ENVIRONMENT: name, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: url } = config;
  const traces = await openTraces({ service: 'portal', version, environment: name, url });
  const portal = await buildPortal(config, { parts, traces });
  try {
    await portal.start();
  } catch (error) {
    await portal.stop();
    throw error;
  }
  stopGracefully(portal, portal.logger);
  portal.logger.info({ port: config.PORTAL_PORT, parts, environment: config.TRIALGATE_ENVIRONMENT }, 'portal is up');
  return portal;
}
