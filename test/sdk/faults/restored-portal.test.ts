import { afterAll, beforeAll, expect, test } from 'vitest';
import { beginNewEpoch } from '#portal/changes/epoch.ts';
import { startTestPortal, type TestPortal } from '../../support/test-portal.ts';
import { FaultWorld } from './support/fault-world.ts';

let portal: TestPortal;
let backup: TestPortal;
beforeAll(async () => {
  [portal, backup] = await Promise.all([startTestPortal(), startTestPortal()]);
  await beginNewEpoch(backup.database);
});
afterAll(() => Promise.all([portal.stop(), backup.stop()]));

test('the portal is restored from a backup: versions go back, and nothing of what was lost is answered', async () => {
  await using world = await FaultWorld.start(portal);
  const [one, other] = world.processes;
  const [lost = 0, changedAfter = 0] = world.ids;
  for (let change = 0; change < 3; change++) await world.change(lost, true);
  await world.stopWriting();
  await world.watch.stop();
  const block = (on: TestPortal, id: number) =>
    on.as('operator', 'PUT', `/api/v1/namespaces/${id}/block`, { reason: 'a change for the test' });
  const versionIn = async (sdk: typeof one, id: number) => (await sdk?.check([id]))?.get(id)?.version;
  expect(await versionIn(other, lost)).toBeGreaterThan(1);

  world.tampering.retarget(backup.url);
  await expect.poll(() => versionIn(one, lost), { timeout: 30_000 }).toBe(0);
  expect(await versionIn(other, lost)).toBe(0);
  // Version 1 of the new epoch comes after every version of the old one.
  const { status } = await block(backup, changedAfter);
  expect(status).toBe(200);
  await expect.poll(() => versionIn(other, changedAfter), { timeout: 5_000 }).toBe(1);
  expect((await other?.check([changedAfter]))?.get(changedAfter)).toMatchObject({ trialTypes: [], version: 1 });
  await one?.invalidate(changedAfter, 1);
  expect((await one?.check([changedAfter]))?.get(changedAfter)).toMatchObject({ trialTypes: [], version: 1 });
}, 60_000);
