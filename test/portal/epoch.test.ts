import { cp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildPortal } from '#portal/build-portal.ts';
import { readPortalConfig } from '#portal/config.ts';
import { migratePortal } from '#portal/migrate-portal.ts';
import { startNewEpoch } from '#portal/operate-database.ts';
import { CHANGES_PATH, ELIGIBILITY_PATH } from '#sdk/contract.ts';
import { freePort } from '../../dev/free-port.ts';
import { PostgresServer } from '../../dev/postgres/postgres-server.ts';
import { makeQuickFolder } from '../support/quick-folder.ts';
import { GITLAB, send, until } from '../support/test-portal.ts';

const INSERT = (id: number) => `INSERT INTO trials (namespace_id, trial_type, starts_on, ends_on, origin)
  VALUES (${id}, 'ultimate_with_gitlab_duo_enterprise', current_date - 90, current_date - 60, 'import')`;

test('a base backup restored under a running portal begins a new epoch before anything is answered', {
  timeout: 120_000,
}, async () => {
  const folder = await makeQuickFolder('epoch');
  const port = await freePort();
  const settings = ['wal_level=replica', 'archive_mode=off'];
  let server = new PostgresServer({ folder: join(folder, 'data'), port, settings });
  await server.start();
  await server.query('CREATE DATABASE portal');
  await migratePortal(server.url('portal'));
  const config = {
    PORTAL_DATABASE_URL: server.url('portal'),
    PORTAL_PORT: String(await freePort()),
    LOG_LEVEL: 'silent',
    SAAS_URL: 'http://127.0.0.1:9',
  };
  const portal = await buildPortal(readPortalConfig(config));
  await portal.start();
  const get = (path: string) => send(`http://127.0.0.1:${config.PORTAL_PORT}${path}`, 'GET', { headers: GITLAB });
  const ask = async () => await get(`${ELIGIBILITY_PATH}?namespace_ids=1`);
  try {
    await server.query(INSERT(1), 'portal');
    await server.baseBackup(join(folder, 'backup'));
    await server.query('UPDATE trials SET voided_at = now() WHERE namespace_id = 1', 'portal');
    const before = (await ask()).body;
    expect(before).toMatchObject({ epoch: 1, versions: { 1: 2 } });
    const { body: feed } = await get(`${CHANGES_PATH}?wait=0`);

    await server.stop();
    const restored = join(folder, 'backup');
    await writeFile(join(restored, 'recovery.signal'), '');
    await cp(restored, join(folder, 'restored'), { recursive: true });
    server = new PostgresServer({
      folder: join(folder, 'restored'),
      port,
      settings: [...settings, 'restore_command=false', 'recovery_target=immediate', 'recovery_target_action=promote'],
    });
    await server.adopt();
    await server.start();
    await server.untilWritable();

    const after = await until(async () => {
      const reply = await ask();
      // Until the connections are made anew it is unreachable, never old.
      expect([200, 503]).toContain(reply.status);
      if (reply.status === 200) expect(reply.body.epoch).toBeGreaterThan(1);
      return reply.status === 200 && reply.body;
    });
    expect(after.versions).toEqual({ 1: 1 });
    expect(after.epoch).toBeGreaterThanOrEqual(Math.floor(Date.now() / 1_000) - 60);
    expect((await get(`${CHANGES_PATH}?wait=0&after=${feed.next}`)).status).toBe(410);

    const told = await startNewEpoch(server.url('portal'));
    expect(told).toBeGreaterThan(after.epoch);
    expect((await ask()).body.epoch).toBe(told);
  } finally {
    await portal.stop();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
