import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPool, type Pool } from '#kit/postgres/pool.ts';
import { migratePortal } from '#portal/migrate-portal.ts';
import { migrateSaas } from '#saas/migrate-saas.ts';
import { RedisServer } from '../../dev/redis/redis-server.ts';
import { PortalProcess } from '../../test/support/portal-process.ts';
import { SaasProcess } from '../../test/support/saas-process.ts';
import type { BenchDatabase } from '../bench-database.ts';

const NOWHERE = 'http://127.0.0.1:9';

export type SaasWorld = {
  readonly pool: Pool;
  /** A saas process that forces the flag. @param portal `dead`: nobody listens where it asks. */
  readonly start: (isOn: boolean, portal?: 'dead') => Promise<SaasProcess>;
};

/** A portal, a Redis, a database of saas, and as many saas processes as are wanted. */
export async function openSaasWorld({ create }: BenchDatabase, stack: AsyncDisposableStack): Promise<SaasWorld> {
  const portalDatabase = await create('portal', migratePortal);
  const saasDatabase = await create('saas', migrateSaas);
  const redis = stack.use(new RedisServer());
  await redis.start();
  const portal = await PortalProcess.create({ PORTAL_DATABASE_URL: portalDatabase, SAAS_URL: NOWHERE });
  await portal.start();
  stack.defer(async () => void (await portal.stop('SIGTERM')));
  const folder = await mkdtemp(join(tmpdir(), 'trialgate-bench-saas-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const pool = createPool({
    connectionString: saasDatabase,
    applicationName: 'bench',
    onError: () => {},
    statementTimeout: 600_000,
  });
  stack.defer(() => pool.end());
  const start: SaasWorld['start'] = async (isOn, state) => {
    const saas = await SaasProcess.create({
      SAAS_DATABASE_URL: saasDatabase,
      PORTAL_URL: state === 'dead' ? NOWHERE : portal.url,
      TRIALGATE_DATA: folder,
      REDIS_URL: redis.url,
      REDIS_KEY_PREFIX: state === 'dead' ? 'dead:' : '',
      FLAG_OVERRIDES: `use_ssot_for_trial_eligibility=${isOn ? 'on' : 'off'}`,
    });
    await saas.start();
    stack.defer(async () => void (await saas.stop('SIGTERM')));
    return saas;
  };
  return { pool, start };
}
