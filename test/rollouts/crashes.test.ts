import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { replayEvents } from '#domain/rollouts/apply-event.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { dyingPool } from './support/dying-pool.ts';
import { planOf, RolloutWorld } from './support/rollout-world.ts';

const CHILD = 'test/rollouts/support/controller-process.ts';
const STEPS = ['users:1', 'percent:10+users:1', 'on'];

let made: TestDatabase;
let world: RolloutWorld;
beforeAll(async () => {
  made = await createTestDatabase('portal');
  await made.pool.query("INSERT INTO staff (email, name, role) VALUES ('admin@example.com', 'The admin', 'admin')");
});
afterAll(() => made.drop());
beforeEach(async () => {
  await made.pool.query('UPDATE rollouts SET finished_at = now()');
  await expire();
  world = new RolloutWorld(made.pool);
  await world.set('off');
});

const expire = () => made.pool.query("UPDATE rollout_lease SET expires_at = '-infinity'");

/** What the controller has really set, by the flag home's own history. */
async function wasSet(id: number): Promise<string[]> {
  const { rows } = await made.pool.query<{ state_after: string }>(
    "SELECT state_after FROM flag_changes WHERE reason LIKE '%of rollout ' || $1 ORDER BY id",
    [id],
  );
  return rows.map((row) => row.state_after);
}

async function stepsOf(id: number): Promise<string[]> {
  return (await world.events(id)).flatMap((event) => (event.kind === 'step_set' ? [event.to] : []));
}

async function turn(database = made.pool): Promise<void> {
  world.at += 2_000;
  await world
    .controller(database)
    .turn()
    .catch(() => {});
  await expire();
}

test.each(['before', 'after'] as const)(
  'dies %s each of its statements, and the next turn goes on from what is there',
  async (when) => {
    for (const steps of when === 'before' ? [1] : [0, 3]) {
      let more = true;
      for (let nth = 1; more; nth++) {
        const id = await world.start();
        for (let step = 0; step < steps; step++) await turn();
        const dying = dyingPool(made.pool, nth, when);
        await turn(dying.pool);
        more = dying.asked() >= nth;
        expect(await wasSet(id), `${when} ${nth}`).toEqual(await stepsOf(id));
        for (let left = 0; left < 6; left++) await turn();
        expect(await wasSet(id), `${when} ${nth}`).toEqual(STEPS);
        expect(replayEvents(await world.events(id)).phase).toBe('completed');
        await world.set('off');
      }
    }
  },
);

test.each(['before', 'after'] as const)(
  'dies %s each statement of a roll back, and the next turn rolls back',
  async (when) => {
    let more = true;
    for (let nth = 1; more; nth++) {
      world.verdict = 'pass';
      const id = await world.start();
      await turn();
      await turn();
      world.verdict = 'fail';
      const dying = dyingPool(made.pool, nth, when);
      await turn(dying.pool);
      more = dying.asked() >= nth;
      await turn();
      expect(await world.stands(), `${when} ${nth}`).toBe('off');
      expect(replayEvents(await world.events(id)).phase).toBe('rolled_back');
    }
  },
);

test('of two at once one alone sets each step', async () => {
  const id = await world.start();
  const controllers = [world.controller(), world.controller(), world.controller()];
  for (let round = 0; round < 12; round++) {
    world.at += 2_000;
    // Whoever holds the lease loses it at some moment of the turn.
    await Promise.all([...controllers.map((one) => one.turn()), setTimeout(round % 5).then(expire)]);
  }
  for (let left = 0; left < 6; left++) await turn();
  expect(await wasSet(id)).toEqual(STEPS);
  expect(await stepsOf(id)).toEqual(STEPS);
});

test('one that slept while another took its lease changes nothing', async () => {
  const id = await world.start();
  await turn();
  let wake = () => {};
  const asleep = new Promise<void>((resolve) => {
    wake = resolve;
  });
  const { ask } = world.gates;
  const sleeper = new RolloutWorld(made.pool);
  sleeper.at = world.at + 2_000;
  sleeper.gates = {
    ...sleeper.gates,
    ask: async () => asleep.then(() => ({ verdict: 'pass', sentence: '', figures: {} })),
  };
  const slept = sleeper.controller().turn();
  await setTimeout(100);
  await expire();
  world.verdict = 'fail';
  world.gates = { ...world.gates, ask };
  await turn();
  wake();
  await slept;
  expect(await world.stands()).toBe('off');
  expect(replayEvents(await world.events(id)).phase).toBe('rolled_back');
});

test('nor where the other has done nothing yet', async () => {
  const id = await world.start();
  await turn();
  const woken = Promise.withResolvers<void>();
  const sleeper = new RolloutWorld(made.pool);
  sleeper.at = world.at + 2_000;
  const passes = { verdict: 'pass', sentence: '', figures: {} } as const;
  sleeper.gates = { ...sleeper.gates, ask: () => woken.promise.then(() => passes) };
  const slept = sleeper.controller().turn();
  await setTimeout(100);
  await expire();
  world.verdict = 'inconclusive';
  world.at += 2_000;
  const other = world.controller();
  await other.turn();
  woken.resolve();
  await slept;
  expect(await stepsOf(id)).toEqual(['users:1']);
  const { rows } = await made.pool.query('SELECT DISTINCT verdict FROM rollout_verdicts WHERE rollout_id = $1', [id]);
  expect(rows).toEqual([{ verdict: 'inconclusive' }]);
});

test('controllers that are killed at any moment leave no step out and take none twice', async () => {
  const id = await world.start(planOf('', '[{to: "percent:1"}, {to: "percent:10"}, {to: "percent:50"}, {to: "on"}]'));
  const children: ChildProcess[] = [];
  for (let round = 0; round < 4; round++) {
    const child = fork(CHILD, [made.url], { env: { ...process.env, NODE_NO_WARNINGS: '1' } });
    children.push(child);
    await once(child, 'message');
    await setTimeout(15 + round * 7);
    child.kill('SIGKILL');
    await expire();
    expect(await wasSet(id)).toEqual(await stepsOf(id));
  }
  world.at = Date.now() + 60_000;
  for (let left = 0; left < 8; left++) await turn();
  expect(await wasSet(id)).toEqual(['percent:1', 'percent:10', 'percent:50', 'on']);
  expect(replayEvents(await world.events(id)).phase).toBe('completed');
});
