import { readSettings } from '#kit/config/read-settings.ts';
import { url } from '#kit/config/setting-kinds.ts';
import { readPortalAccess } from '../portal-api/connect-to-portal.ts';
import { PortalApi } from '../portal-api/portal-api.ts';

const settings = { SAAS_URL: url(['http:', 'https:'], 'http://127.0.0.1:3000') };

/** saas at SAAS_URL, as the person whose token it is: saas asks the portal who that is. */
export async function connectToSaas(environment: NodeJS.ProcessEnv): Promise<{ api: PortalApi; url: string }> {
  const { SAAS_URL } = readSettings(settings, environment);
  const { token } = await readPortalAccess(environment);
  const spokenTo = {
    name: 'saas',
    beginning: 'saas',
    setting: 'SAAS_URL',
    code: 'saas_unreachable',
    remedy:
      'Start it with "npm start" or "npm run saas", set SAAS_URL, or set REDIS_URL to look into the Redis itself.',
  };
  return { api: new PortalApi(SAAS_URL, token, spokenTo), url: SAAS_URL };
}
