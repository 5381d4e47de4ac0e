import { stopGracefully } from '#kit/http/stop-gracefully.ts';
import { assertMigrated } from '#kit/postgres/migrate.ts';
import { withClient } from '#kit/postgres/with-client.ts';
import { openTraces } from '#kit/telemetry/open-traces.ts';
import { buildPortal, type Portal, type PortalParts } from './build-portal.ts';
import { beginNewEpoch } from './changes/epoch.ts';
import { readPortalConfig } from './config.ts';
import { type SeededPopulation, type SeedOptions, seedPopulation } from './imports/seed-population.ts';
import { migratePortal, PORTAL_MIGRATIONS } from './migrate-portal.ts';
import { createFirstAdmin } from './people/create-first-admin.ts';

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

/** Begins a new epoch: after loading a dump into the database. @returns the epoch. */
export async function startNewEpoch(connectionString: string): Promise<number> {
  return withClient(connectionString, async (client) => Number(await beginNewEpoch(client)));
}

/** Brings the database forward. @returns the names of the migrations that ran now. */
export function migrateDatabase(connectionString: string): Promise<string[]> {
  return migratePortal(connectionString);
}

/** Makes the first admin. @returns the secret of a token for them. @throws {Error} when there is an admin already. */
export function addFirstAdmin(connectionString: string, person: { email: string; name: string }): Promise<string> {
  return createFirstAdmin(connectionString, person);
}

/** Fills a database with a realistic population, for trying things out. @returns what was added. */
export function seedDatabase(connectionString: string, options: SeedOptions): Promise<SeededPopulation> {
  return seedPopulation(connectionString, options);
}
