import { readSettings } from '#kit/config/read-settings.ts';
import { url } from '#kit/config/setting-kinds.ts';

const settings = { PORTAL_DATABASE_URL: url(['postgres:', 'postgresql:']) };

/** Where the portal's database is. @throws {ConfigurationInvalid} with a sentence when the environment does not say. */
export function readDatabaseUrl(environment: NodeJS.ProcessEnv): string {
  return readSettings(settings, environment).PORTAL_DATABASE_URL;
}
