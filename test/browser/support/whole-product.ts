import { createLogger } from '#kit/telemetry/logger.ts';
import { buildSaas } from '#saas/build-saas.ts';
import { readSaasConfig } from '#saas/config.ts';
import { freePort } from '../../../dev/free-port.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import { startTestPortal } from '../../support/test-portal.ts';

export type WholeProduct = {
  readonly url: string;
  /** The portal is gone for good. */
  readonly stopPortal: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Portal and saas that know each other, so that a trial also arrives. */
export async function startWholeProduct(isOn: boolean): Promise<WholeProduct> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const portalPort = await freePort();
  const portalUrl = `http://127.0.0.1:${portalPort}`;
  const portal = await startTestPortal({ SAAS_URL: url, PORTAL_URL: portalUrl, PORTAL_PORT: String(portalPort) });
  const database = await createTestDatabase('saas');
  const config = readSaasConfig({
    ...{ SAAS_DATABASE_URL: database.url, SAAS_PORT: String(port), SAAS_URL: url, PORTAL_URL: portal.url },
    FLAG_OVERRIDES: `use_ssot_for_trial_eligibility=${isOn ? 'on' : 'off'}`,
  });
  const saas = buildSaas(config, { logger: createLogger('saas', 'silent') });
  await saas.start();
  let stopped: Promise<void> | undefined;
  const stopPortal = () => {
    stopped ??= portal.stop();
    return stopped;
  };
  return {
    ...{ url, stopPortal },
    stop: async () => {
      await saas.stop();
      await stopPortal();
      await database.drop();
    },
  };
}
