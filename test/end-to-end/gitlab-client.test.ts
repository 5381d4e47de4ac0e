import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DemoProcess } from '../support/demo-process.ts';
import { type Reply, send, until } from '../support/test-portal.ts';

const FIXTURES = 'test/fixtures/gitlab-client';
const BOTH = ['ultimate_with_gitlab_duo_enterprise', 'ultimate_on_premium_with_gitlab_duo_enterprise'];
let demo: DemoProcess;

/** Sends a recorded request byte for byte, only its Host changed. */
function replay(file: string): Promise<{ status: number; headers: string; body: Reply['body'] }> {
  const recorded = readFileSync(join(FIXTURES, file)).toString('latin1');
  const bytes = Buffer.from(recorded.replace('Host: portal.example', `Host: 127.0.0.1:${demo.portalPort}`), 'latin1');
  return new Promise((resolve, reject) => {
    const socket = connect(demo.portalPort, '127.0.0.1', () => socket.write(bytes));
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('error', reject);
    socket.on('close', () => {
      const [head, body] = text.split('\r\n\r\n', 2) as [string, string];
      resolve({ status: Number(head.split(' ')[1]), headers: head, body: JSON.parse(body) });
    });
  });
}

/** The plan and dates that saas has for namespace 1. */
async function planInSaas() {
  const [row] = await demo.query(
    'saas',
    `SELECT plans.name, trial, trial_ends_on::text, end_date::text FROM gitlab_subscriptions
     JOIN plans ON plans.id = hosted_plan_id WHERE namespace_id = 1`,
  );
  return row;
}

beforeAll(async () => {
  demo = await DemoProcess.create();
  // Days are UTC days in whatever time zone the process runs: this one is 14 hours ahead.
  const took = await demo.start({ TZ: 'Pacific/Kiritimati', REDIS_URL: '' });
  expect(took).toBeLessThan(20_000);
});
afterAll(() => demo.remove());

test('npm start says where everything is, who there is, and what each demo namespace shows', () => {
  for (const said of [
    `http://127.0.0.1:${demo.portalPort}/docs`,
    'Redis runs on a port of its own',
    'Otto Operator',
    'trialgate explain 11',
    'namespace_blocked',
  ]) {
    expect(demo.output).toContain(said);
  }
});

test('there is a test for each recorded request', () => {
  expect(readdirSync(FIXTURES).filter((file) => file.endsWith('.http'))).toHaveLength(5);
});

test('01: every asked namespace is a key, with its trial types', async () => {
  const { status, headers, body } = await replay('01-eligibility.http');
  expect(status).toBe(200);
  expect(headers.toLowerCase()).toContain('content-type: application/json');
  expect(body).toMatchObject({ success: true, namespaces: { 1: BOTH, 2: BOTH, 3: BOTH } });
});

test('02: the catalogue has every type with its duration', async () => {
  const { status, body } = await replay('02-trial-types.http');
  expect(status).toBe(200);
  expect(body.trial_types[BOTH[0] as string].duration_days).toBe(30);
});

test('03: a lead is taken', async () => {
  const { status, body } = await replay('03-lead.http');
  expect([status, body.success]).toEqual([201, true]);
});

test('04: a type that is not offered is refused with its sentence', async () => {
  const { status, body } = await replay('04-apply-trial.http');
  expect(status).toBe(422);
  expect(body).toMatchObject({ success: false, errors: expect.stringMatching(/\w+\.$/), error_attribute_map: {} });
});

test('05: the trial starts, changes the plan in saas, and ends there on its day', async () => {
  const { status, body } = await replay('05-apply-trial-legacy.http');
  expect(status).toBe(201);
  const today = new Date().toISOString().slice(0, 10);
  const end = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  expect(body.trial).toMatchObject({ namespace_id: 1, starts_on: today, ends_on: end });
  await until(async () => (await planInSaas())?.name === 'ultimate_trial');
  expect(await planInSaas()).toEqual({ name: 'ultimate_trial', trial: true, trial_ends_on: end, end_date: end });
  // It is sent after the plan.
  const [addOn] = await until(async () => {
    const rows = await demo.query(
      'saas',
      'SELECT trial, expires_on::text FROM subscription_add_on_purchases WHERE namespace_id = 1 AND subscription_add_on_uid = 3',
    );
    return rows.length > 0 && rows;
  });
  expect(addOn).toEqual({ trial: true, expires_on: end });

  // Until the portal has noted that all of it has landed, it still writes the days that are moved below.
  await until(async () => {
    const rows = await demo.query(
      'portal',
      `SELECT FROM provisionings WHERE trial_id = ${body.trial.id} AND state = 'delivered'`,
    );
    return rows.length > 0;
  });
  const shift = (days: number) =>
    demo.query(
      'portal',
      `WITH moved AS (UPDATE trials SET starts_on = starts_on - ${days}, ends_on = ends_on - ${days} WHERE id = $1 RETURNING id)
       UPDATE provisionings SET due_on = due_on - ${days}, landed_ends_on = landed_ends_on - ${days} FROM moved WHERE trial_id = moved.id`,
      [body.trial.id],
    );
  const sweep = () => demo.query('portal', "SELECT graphile_worker.add_job('sweep_due_provisionings')");
  await shift(29);
  await sweep();
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect((await planInSaas())?.name).toBe('ultimate_trial');
  await shift(1);
  await sweep();
  await until(async () => (await planInSaas())?.name === 'free');
  expect(await planInSaas()).toMatchObject({ trial: false, trial_ends_on: end, end_date: null });
});

test('04 after an operator has offered the type: 201', async () => {
  const token = readFileSync(join(demo.folder, 'token'), 'utf8').trim();
  const offered = await send(`http://127.0.0.1:${demo.portalPort}/api/v1/trial_types/ultimate_with_dap`, 'PATCH', {
    headers: { authorization: `Bearer ${token}` },
    body: { offered: true, reason: 'the new type begins' },
  });
  expect(offered.status).toBe(200);
  const { status, body } = await replay('04-apply-trial.http');
  expect(status).toBe(201);
  expect(body.trial).toMatchObject({ namespace_id: 1, trial_type: 'ultimate_with_dap' });
});

test('it stops when told, leaves no database behind, and goes on where it was', async () => {
  expect(await demo.stop()).toBe(0);
  demo.output = '';
  await demo.start();
  const { body } = await replay('01-eligibility.http');
  expect(body.versions[1]).toBeGreaterThan(0);
});

test('it refuses to be production', async () => {
  const other = await DemoProcess.create();
  try {
    await expect(other.start({ NODE_ENV: 'production' })).rejects.toThrow(/refuses NODE_ENV=production/);
  } finally {
    await other.remove();
  }
});
