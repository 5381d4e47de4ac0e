import { withClient } from '#kit/postgres/with-client.ts';
import { beginNewEpoch } from './changes/epoch.ts';
import { type SeededPopulation, type SeedOptions, seedPopulation } from './imports/seed-population.ts';
import { migratePortal } from './migrate-portal.ts';
import { createFirstAdmin } from './people/create-first-admin.ts';

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
