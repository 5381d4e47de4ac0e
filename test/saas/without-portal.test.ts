import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildWeb } from '../../scripts/build-web.ts';
import { until } from '../support/test-portal.ts';
import { WithAndWithoutPortal } from './support/with-and-without-portal.ts';

let world: WithAndWithoutPortal;

beforeAll(async () => {
  await buildWeb();
  world = await WithAndWithoutPortal.create();
});
afterAll(() => world[Symbol.asyncDispose]());

test('saas is started, restarted and scaled while the portal is stopped', { timeout: 60_000 }, async () => {
  const one = await world.startSaas();
  await world.untilOneTrial((await world.register(one)).group.id);
  await world.portal.stop('SIGTERM');

  expect(await one.stop('SIGTERM')).toBe(0);
  await one.start();
  const two = await world.startSaas();
  const ids: number[] = [];
  for (const saas of [one, two]) {
    expect((await fetch(`${saas.url}/-/readiness`)).status).toBe(200);
    expect((await fetch(`${saas.url}/users/sign_up`)).status).toBe(200);
    const { trial, group } = await world.register(saas);
    expect(trial).toBe('queued');
    ids.push(group.id);
  }

  await world.portal.start();
  for (const id of ids) await world.untilOneTrial(id);
});

test('a process that is killed while it asks loses no application', { timeout: 60_000 }, async () => {
  const saas = await world.startSaas();
  // Nobody answers before the process is gone: what it asks the portal waits for this lock.
  const connection = await world.portalDatabase.pool.connect();
  await connection.query('BEGIN');
  await connection.query('LOCK TABLE namespaces IN ACCESS EXCLUSIVE MODE');
  const lost = world.register(saas).then(
    () => 'answered',
    () => 'lost',
  );
  const id = await until(async () => {
    const { rows } = await world.saasDatabase.pool.query(
      'SELECT a.namespace_id FROM trial_applications a JOIN users u ON u.id = a.user_id WHERE u.username = $1',
      [world.username],
    );
    return rows[0]?.namespace_id;
  });
  await saas.stop('SIGKILL');
  expect(await lost).toBe('lost');
  await connection.query('ROLLBACK');
  connection.release();
  await saas.start();
  await world.untilOneTrial(id);
});
