import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { replayEvents } from '#domain/rollouts/apply-event.ts';
import {
  acceptPresence,
  approveStep,
  giveReason,
  pauseRollout,
  resumeRollout,
  rollBackByHand,
  settleEdit,
  waive,
} from '#rollouts/controller/steer-rollout.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { PERSON, planOf, RolloutWorld } from './support/rollout-world.ts';

let made: TestDatabase;
let world: RolloutWorld;
beforeAll(async () => {
  made = await createTestDatabase('portal');
  await made.pool.query("INSERT INTO staff (email, name, role) VALUES ('admin@example.com', 'The admin', 'admin')");
});
afterAll(() => made.drop());
beforeEach(async () => {
  await made.pool.query('UPDATE rollouts SET finished_at = now()');
  await made.pool.query("UPDATE rollout_lease SET expires_at = '-infinity'");
  world = new RolloutWorld(made.pool);
  await world.set('off');
});

async function turns(count: number, seconds = 2): Promise<void> {
  const controller = world.controller();
  for (let turn = 0; turn < count; turn++) {
    world.at += seconds * 1_000;
    await controller.turn();
  }
  await controller.stop();
}

test('a plan whose gates pass runs through, each step by itself', async () => {
  const id = await world.start();
  await turns(6);
  expect(await world.kinds(id)).toEqual([
    ...['started', 'users:1', 'percent:10+users:1', 'on', 'verifying', 'completed'],
  ]);
  expect(await world.stands()).toBe('on');
});

describe('a step for a period', () => {
  const steps = '[{to: "users:1"}, {to: "percent:50+users:1", period: 1m}, {to: "percent:10+users:1"}, {to: "on"}]';

  test('is taken back to the step before, by its gates it goes on', async () => {
    const id = await world.start(planOf('', steps));
    await turns(2);
    expect(await world.stands()).toBe('percent:50+users:1');
    await turns(20);
    expect(await world.stands()).toBe('percent:50+users:1');
    await turns(14);
    expect(await world.kinds(id)).toEqual([
      ...['started', 'users:1', 'percent:50+users:1', 'held', 'period_ended', 'percent:10+users:1', 'on', 'verifying'],
      'completed',
    ]);
  });

  test('ends while it is paused, and while its gates say nothing; then it goes no further', async () => {
    const id = await world.start(planOf('', steps));
    await turns(2);
    await world.act(id, (rollout) => pauseRollout(rollout, world.asked));
    world.verdict = 'no_data';
    await turns(31);
    expect(await world.stands()).toBe('users:1');
    await world.act(id, (rollout) => resumeRollout(rollout, world.asked));
    await turns(3);
    expect(await world.stands()).toBe('users:1');
    world.verdict = 'pass';
    await turns(1);
    expect(await world.stands()).toBe('percent:10+users:1');
  });

  test('that was the last one of its environment ends it as it was', async () => {
    const staging = planOf('', '[{to: "on", period: 1m}]');
    const production = '  - { name: production, hold: 0s, people: 0, steps: [{to: "on"}] }\n';
    const id = await world.start(`${staging}${production}`);
    await turns(35);
    expect(await world.stands()).toBe('off');
    expect(await world.stands('production')).toBe('on');
    expect((await world.kinds(id)).filter((kind) => kind !== 'held')).toEqual([
      ...['started', 'on', 'period_ended', 'environment_done', 'on', 'verifying', 'completed'],
    ]);
  });
});

test('what is held past its deadline is paused, and says why; who resumes it gives it as long again', async () => {
  const id = await world.start(planOf('deadline: 1m'));
  await turns(1);
  world.verdict = 'inconclusive';
  await turns(31);
  const [last] = (await world.events(id)).slice(-1);
  expect(last).toMatchObject({
    kind: 'paused',
    because: 'deadline',
    sentence: expect.stringContaining('inconclusive'),
  });
  await world.act(id, (rollout) => resumeRollout(rollout, world.asked));
  world.verdict = 'pass';
  await turns(3);
  expect(await world.stands()).toBe('on');
});

describe('a regression', () => {
  test.each([1, 2, 3])('at step %i takes the flag back to where it was', async (step) => {
    await world.set('users:9');
    const id = await world.start(planOf('verify: 1h', '[{to: "users:1,9"}, {to: "percent:10+users:1,9"}, {to: "on"}]'));
    while (replayEvents(await world.events(id)).step < step - 1) await turns(1);
    world.verdict = 'fail';
    await turns(1);
    expect(await world.stands()).toBe('users:9');
    expect((await world.events(id)).at(-1)).toMatchObject({ kind: 'rolled_back', because: 'gate_failed' });
    world.verdict = 'pass';
    await turns(3);
    expect(await world.stands()).toBe('users:9');
  });

  test.each(['approval', 'paused', 'freeze', 'presence'])('rolls back while it waits: %s', async (what) => {
    const more = { approval: 'approvals: {by: [admin]}', presence: 'presence: 2h' }[what] ?? '';
    const id = await world.start(planOf(more));
    const accept = () => world.act(id, (rollout) => acceptPresence(rollout, world.at + 7_300_000, world.asked));
    if (what === 'presence') await accept();
    await turns(1);
    if (what === 'approval') {
      await world.act(id, (one) => approveStep(one, one.state.planHash, world.asked));
      await turns(2);
    }
    if (what === 'paused') await world.act(id, (rollout) => pauseRollout(rollout, world.asked));
    if (what === 'freeze') {
      await made.pool.query(
        "INSERT INTO rollout_interlocks (kind, reason, staff_id) SELECT 'freeze', 'test', id FROM staff",
      );
    }
    if (what === 'presence') world.at += 200_000;
    if (what !== 'approval' && what !== 'freeze') await turns(0);
    world.verdict = 'fail';
    await turns(1);
    await made.pool.query('UPDATE rollout_interlocks SET closed_at = now()');
    expect((await world.events(id)).at(-1)).toMatchObject({ kind: 'rolled_back' });
    expect(await world.stands()).toBe('off');
  });
});

test.each(['no_data', 'error', 'inconclusive'] as const)('%s neither widens nor rolls back', async (verdict) => {
  const id = await world.start();
  await turns(1);
  world.verdict = verdict;
  await turns(50, 60);
  expect(await world.stands()).toBe('users:1');
  expect((await world.events(id)).at(-1)?.kind).toBe('held');
});

describe('somebody else', () => {
  test('who switches it off has rolled back, and it is not switched on again', async () => {
    const id = await world.start();
    await turns(2);
    await world.set('off');
    await turns(5);
    expect((await world.events(id)).at(-1)).toMatchObject({ kind: 'rolled_back', because: 'switched_off' });
    expect(await world.stands()).toBe('off');
  });

  test('who does so in the table too, and every client is told', async () => {
    const id = await world.start();
    await turns(2);
    await made.pool.query("UPDATE flag_states SET state = 'off' WHERE flag = 'example_flag'");
    await turns(1);
    expect((await world.events(id)).at(-1)).toMatchObject({ kind: 'rolled_back', because: 'switched_off' });
    const { rows } = await made.pool.query(
      "SELECT feature FROM flag_states WHERE flag = 'example_flag' AND environment = 'customers-staging'",
    );
    expect(rows[0].feature.enabled).toBe(false);
  });

  test('who sets it otherwise pauses it, until that is adopted', async () => {
    const id = await world.start();
    await turns(1);
    await world.set('percent:50');
    await turns(2);
    expect((await world.events(id)).at(-1)).toMatchObject({ kind: 'paused', because: 'foreign_edit' });
    await expect(world.act(id, (one) => resumeRollout(one, world.asked))).rejects.toMatchObject({
      code: 'foreign_edit',
    });
    await world.act(id, (one) => settleEdit(one, 'adopted', world.asked));
    await turns(1);
    // What everybody had already is not taken away by a smaller step.
    expect(await world.stands()).toBe('on');
  });

  test('or reverted', async () => {
    const id = await world.start();
    await turns(1);
    await world.set('percent:50');
    await turns(1);
    await world.act(id, (one) => settleEdit(one, 'reverted', world.asked));
    expect(await world.stands()).toBe('users:1');
    await turns(3);
    expect(await world.stands()).toBe('on');
  });
});

describe('an approval', () => {
  const waiting = planOf('approvals: {by: [admin]}');
  const approve = (id: number, person = PERSON, hash?: string) =>
    world.act(id, (one) => approveStep(one, hash ?? one.state.planHash, { ...world.asked, person }));

  test('that is early, by the wrong person, twice, or of another plan does not count', async () => {
    const id = await world.start(waiting);
    await expect(approve(id)).rejects.toMatchObject({ code: 'not_waiting_for_approval' });
    await turns(1);
    const viewer = { id: 2, name: 'A viewer', email: 'viewer@example.com', role: 'operator' };
    await expect(approve(id, viewer)).rejects.toMatchObject({ code: 'not_an_approver' });
    await expect(approve(id, PERSON, 'another')).rejects.toMatchObject({ code: 'rollout_moved_on' });
    await approve(id);
    await expect(approve(id)).rejects.toMatchObject({ code: 'approved_already' });
    await world.start(waiting.replace('nothing happens', 'something else'));
    await turns(1);
    expect(await world.stands()).toBe('off');
    await approve(id);
    await turns(1);
    expect(await world.stands()).toBe('users:1');
    await turns(3);
    expect(await world.stands()).toBe('users:1');
  });
});

describe('what stands in the way', () => {
  test.each([
    ['incident', ''],
    ['freeze', ''],
    ['presence', 'presence: 2h'],
  ] as const)('%s is said, and waived with a reason', async (what, more) => {
    if (what !== 'presence') {
      await made.pool.query(
        `INSERT INTO rollout_interlocks (kind, reason, staff_id) SELECT '${what}', 'a test', id FROM staff`,
      );
    }
    const id = await world.start(planOf(more));
    await turns(2);
    expect(await world.stands()).toBe('off');
    const [last] = (await world.events(id)).slice(-1);
    expect(last).toMatchObject({ kind: 'held', because: what });
    await world.act(id, (one) => waive(one, what, world.asked));
    await turns(1);
    await made.pool.query('UPDATE rollout_interlocks SET closed_at = now()');
    expect(await world.stands()).toBe('users:1');
  });

  test('people are waited for, and a presence is', async () => {
    const id = await world.start(planOf('presence: 2h', '[{to: "users:1", people: 5}, {to: "on"}]'));
    await world.act(id, (one) => acceptPresence(one, world.at + 9_000_000, world.asked));
    await turns(3);
    expect((await world.events(id)).at(-1)).toMatchObject({ kind: 'held', because: 'minimum_people' });
    world.people = 5;
    await turns(1);
    expect(await world.stands()).toBe('on');
  });

  test('staging comes before production, and is verified first', async () => {
    const yaml = `${planOf('verify: 1h', '[{to: "on"}]')}
  - name: production
    hold: 0s
    people: 0
    steps: [{to: "percent:1"}, {to: "on"}]
`;
    const id = await world.start(yaml);
    await turns(5);
    expect([await world.stands(), await world.stands('production')]).toEqual(['on', 'off']);
    expect((await world.events(id)).at(-1)).toMatchObject({ kind: 'held', because: 'verification' });
    world.at += 3_600_000;
    await turns(1);
    expect(await world.stands('production')).toBe('percent:1');
    await world.set('off', 'production');
    await turns(1);
  });
});

test('after downtime no step is skipped', async () => {
  const id = await world.start(
    planOf('', '[{to: "percent:1"}, {to: "percent:10"}, {to: "on"}]').replace('hold: 0s', 'hold: 10s'),
  );
  await turns(1);
  world.at += 86_400_000;
  await turns(1);
  expect(await world.stands()).toBe('percent:10');
  await turns(1);
  expect(await world.stands()).toBe('percent:10');
  expect(await world.kinds(id)).toContain('percent:1');
});

test('a roll back by hand comes from any state; its reason may follow', async () => {
  const id = await world.start();
  await turns(2);
  await world.act(id, (one) => pauseRollout(one, world.asked));
  await world.act(id, (one) => rollBackByHand(one, { ...world.asked, reason: null }, performance.now()));
  expect(await world.stands()).toBe('off');
  expect(replayEvents(await world.events(id))).toMatchObject({ phase: 'rolled_back', owesReason: true });
  await world.act(id, (one) => giveReason(one, world.asked));
  await world.act(id, (one) => rollBackByHand(one, world.asked, performance.now()));
  expect(replayEvents(await world.events(id)).owesReason).toBe(false);
});
