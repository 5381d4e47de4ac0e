import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ELIGIBILITY_PATH } from '#sdk/contract.ts';
import { startTestPortal, type TestPortal } from '../../support/test-portal.ts';
import { FaultWorld } from './support/fault-world.ts';
import type { Tamper } from './support/tampering-portal.ts';

/** In each: no wrong offer, unknown is never "no", no answer past its deadline, and well again without a restart. */

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.stop());

const BLOCKED: readonly string[] = [];

/** What a process says of a namespace that nobody has asked for yet. */
async function askAnew(world: FaultWorld, anew: number) {
  const answers = await world.processes[0]?.check([anew], { deadlineMs: 400 });
  return answers?.get(anew);
}

async function goesWrong(world: FaultWorld, during = 1_500): Promise<void> {
  const until = performance.now() + during;
  let anew = 9_000_000;
  while (performance.now() < until) {
    expect(await askAnew(world, ++anew)).toMatchObject({ source: 'unknown', trialTypes: undefined });
    await delay(20);
  }
}

async function isWellAgain(world: FaultWorld): Promise<void> {
  await world.untilWell();
  expect(await world.broken()).toEqual([]);
  await expect
    .poll(async () => (await askAnew(world, 8_000_000))?.source, { timeout: 5_000 })
    .toMatch(/portal|redis|l1/);
  await world.untilCurrent(2_000);
}

describe('the portal', () => {
  test('is killed', async () => {
    await using world = await FaultWorld.start(portal);
    await world.toPortal.cut();
    await goesWrong(world);
    await world.toPortal.mend();
    await isWellAgain(world);
  });

  test.each([
    ['slow by 1 s', (world: FaultWorld) => world.toPortal.delay(1_000)],
    ['slow by 60 s', (world: FaultWorld) => world.toPortal.delay(60_000)],
    ['silent', (world: FaultWorld) => world.toPortal.hang()],
    ['dripping', (world: FaultWorld) => world.toPortal.drip(100)],
    ['cut in the middle of its answers', (world: FaultWorld) => world.toPortal.cutAfter(150)],
  ])('is %s', async (_, disturb) => {
    await using world = await FaultWorld.start(portal);
    disturb(world);
    await goesWrong(world);
    await world.toPortal.mend();
    await isWellAgain(world);
  });

  const garbage: [string, { status: number; body: string }][] = [
    ['500s', { status: 500, body: '{"success":false,"errors":"no"}' }],
    ['a page of a proxy', { status: 502, body: '<html>Bad gateway</html>' }],
    ['a page with status 200', { status: 200, body: '<html>Welcome</html>' }],
    ['half of its JSON', { status: 200, body: '{"success":true,"namespaces":{"1":["ul' }],
    ['JSON of another shape', { status: 200, body: '{"success":true,"namespaces":[["ultimate"]]}' }],
    ['a failure with status 200', { status: 200, body: '{"success":false,"namespaces":{}}' }],
    ['no list of types', { status: 200, body: '{"success":true,"namespaces":{"9000001":"ultimate"}}' }],
    ['429s', { status: 429, body: '{"success":false,"errors":"slow down"}' }],
    ['401s', { status: 401, body: '{"success":false,"errors":"who are you?"}' }],
    [
      'answers for other namespaces',
      {
        status: 200,
        body: JSON.stringify({
          success: true,
          namespaces: { 77: ['ultimate_with_gitlab_duo_enterprise'] },
          versions: { 77: 900 },
          valid_until: {},
          epoch: 1,
          rule_set: 1,
          as_of: new Date().toISOString(),
        }),
      },
    ],
  ];
  test.each(garbage)('answers with %s', async (_, answer) => {
    await using world = await FaultWorld.start(portal);
    const tamper: Tamper = (path) => (path.startsWith(ELIGIBILITY_PATH) ? answer : 'pass');
    world.tampering.tamper = tamper;
    await goesWrong(world, 1_000);
    world.tampering.tamper = () => 'pass';
    // What the portal left out is remembered for a minute.
    const anew = 8_000_000;
    expect((await askAnew(world, anew + 1))?.trialTypes).not.toEqual(BLOCKED);
    await isWellAgain(world);
  });

  test('is killed, and the legacy queries answer for it', async () => {
    const legacy = async (ids: readonly number[]) => new Map(ids.map((id) => [id, ['from the old queries']]));
    await using world = await FaultWorld.start(portal, { sdk: { legacy } });
    await world.toPortal.cut();
    const answer = await askAnew(world, 7_000_001);
    expect(answer).toMatchObject({ source: 'database', trialTypes: ['from the old queries'] });
    await delay(1_000);
    await world.toPortal.mend();
    await world.untilWell();
    expect(await world.broken()).toEqual([]);
  });

  test('is killed, and the legacy queries hang', async () => {
    const legacy = () => new Promise<never>(() => {});
    await using world = await FaultWorld.start(portal, { sdk: { legacy } });
    await world.toPortal.cut();
    expect(await askAnew(world, 7_000_002)).toMatchObject({ source: 'unknown', trialTypes: undefined });
    await delay(500);
    await world.toPortal.mend();
    await world.untilWell();
    expect(await world.broken()).toEqual([]);
  });
});
