import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { createLogger } from '#kit/telemetry/logger.ts';
import { buildSaas, type Saas, type SaasParts } from '#saas/build-saas.ts';
import type { SaasConfig } from '#saas/config.ts';
import type { NamespaceChange } from '#saas/internal-api/internal-api.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { createSigningKey, PortalStandIn, type SigningKey, signToken } from './portal-stand-in.ts';

export const INTERNAL_API = '/api/v4/internal/gitlab_subscriptions/namespaces';
export const TODAY = '2026-11-21';

export type SaasUnderTest = {
  readonly saas: Saas;
  readonly database: TestDatabase;
  readonly portal: PortalStandIn;
  readonly key: SigningKey;
  /** What the portal sends to be let in. */
  readonly headers: Record<string, string>;
  /** What was told to be changed, oldest first. */
  readonly changes: NamespaceChange[];
  /** Calls the internal API as the portal. `path` after `…/namespaces`. */
  readonly call: (
    method: NonNullable<InjectOptions['method']>,
    path: string,
    body?: unknown,
  ) => Promise<LightMyRequestResponse>;
  readonly stop: () => Promise<void>;
};

function configOf(databaseUrl: string, portalUrl: string): SaasConfig {
  return {
    port: 0,
    host: '127.0.0.1',
    databaseUrl,
    portalUrl,
    portalAdminEmail: 'gl_com_api@gitlab.com',
    portalAdminToken: 'customer_admin_token',
    redisUrl: undefined,
    sentryDsn: undefined,
    tracesUrl: undefined,
    redisKeyPrefix: '',
    saasUrl: 'http://saas.test',
    flagsUrl: portalUrl,
    flagsToken: undefined,
    flagOverrides: {},
    dataFolder: '.trialgate',
    environment: 'customers-development',
    commit: 'abc',
    logLevel: 'silent',
  };
}

/** A whole saas on its own database, with a portal to read keys from. Its today is {@link TODAY}. */
export async function startSaasUnderTest(parts: SaasParts = {}): Promise<SaasUnderTest> {
  const database = await createTestDatabase('saas');
  const portal = new PortalStandIn();
  await portal.start();
  const key = await createSigningKey('one');
  portal.published = [key.publicJwk];
  const changes: NamespaceChange[] = [];
  const saas = buildSaas(configOf(database.url, portal.url), {
    logger: createLogger('saas', 'silent'),
    onChange: async (change) => {
      changes.push(change);
    },
    ...parts,
  });
  // Valid whatever time a test pretends it is.
  const token = await signToken(key, portal.url, { expiresIn: 3_600_000_000 });
  const headers = { 'x-customers-dot-internal-token': token };
  return {
    saas,
    database,
    portal,
    key,
    headers,
    changes,
    call: (method, path, body) =>
      saas.app.inject({
        method,
        url: `${INTERNAL_API}${path}`,
        headers,
        ...(body === undefined ? {} : { payload: body as object }),
      }),
    stop: async () => {
      await saas.stop();
      await portal.stop();
      await database.drop();
    },
  };
}
