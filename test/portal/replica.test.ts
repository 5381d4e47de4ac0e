import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildPortal } from '#portal/build-portal.ts';
import { readPortalConfig } from '#portal/config.ts';
import { migratePortal } from '#portal/migrate-portal.ts';
import { ELIGIBILITY_PATH } from '#sdk/contract.ts';
import { freePort } from '../../dev/free-port.ts';
import { PostgresServer } from '../../dev/postgres/postgres-server.ts';
import { makeQuickFolder } from '../support/quick-folder.ts';
import { GITLAB, send, until } from '../support/test-portal.ts';

test('a replica is asked unless it is far behind, gone, or a version is asked for', { timeout: 120_000 }, async () => {
  const folder = await makeQuickFolder('replica');
  const primary = new PostgresServer({
    folder: join(folder, 'primary'),
    port: await freePort(),
    settings: ['wal_level=replica', 'wal_keep_size=256MB'],
  });
  await primary.start();
  await primary.query('CREATE DATABASE portal');
  await migratePortal(primary.url('portal'));
  await primary.baseBackup(join(folder, 'replica'));
  await writeFile(join(folder, 'replica', 'standby.signal'), '');
  const conninfo = `host=127.0.0.1 port=${primary.port} user=postgres password=postgres`;
  const replica = new PostgresServer({
    folder: join(folder, 'replica'),
    port: await freePort(),
    settings: [`primary_conninfo=${conninfo}`],
  });
  await replica.adopt();
  await replica.start();
  const config = {
    PORTAL_DATABASE_URL: primary.url('portal'),
    PORTAL_REPLICA_DATABASE_URL: replica.url('portal'),
    PORTAL_PORT: String(await freePort()),
    LOG_LEVEL: 'silent',
    SAAS_URL: 'http://127.0.0.1:9',
  };
  const portal = await buildPortal(readPortalConfig(config));
  await portal.start();
  const ask = async (more = '') =>
    (
      await send(`http://127.0.0.1:${config.PORTAL_PORT}${ELIGIBILITY_PATH}?namespace_ids=1${more}`, 'GET', {
        headers: GITLAB,
      })
    ).body;
  const block = (reason: string) =>
    primary.query(
      `INSERT INTO namespace_blocks (namespace_id, reason) VALUES (1, '${reason}') ON CONFLICT (namespace_id) DO UPDATE SET reason = excluded.reason`,
      'portal',
    );
  try {
    await block('first');
    await until(async () => (await ask()).versions[1] === 1);
    await until(
      async () => (await replica.query('SELECT eligibility_version AS v FROM namespaces', 'portal')).rows[0]?.v === '1',
    );
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await replica.query('SELECT pg_wal_replay_pause()');
    await block('second');
    expect((await ask()).versions[1]).toBe(1);
    expect((await ask('&at_least[1]=2')).versions[1]).toBe(2);
    // That it was not asked for a version is no reason not to ask it for the rest.
    expect((await ask()).versions[1]).toBe(1);
    // More than ten seconds behind: not asked any more.
    await new Promise((resolve) => setTimeout(resolve, 12_000));
    expect((await ask()).versions[1]).toBe(2);
    await replica.query('SELECT pg_wal_replay_resume()');
    await until(
      async () => (await replica.query('SELECT eligibility_version AS v FROM namespaces', 'portal')).rows[0]?.v === '2',
    );
    await replica.stop('immediate');
    await block('third');
    expect((await ask()).versions[1]).toBe(3);
  } finally {
    await portal.stop();
    await replica.stop('immediate');
    await primary.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
