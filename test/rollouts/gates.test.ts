import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Gate } from '#domain/rollouts/gate.ts';
import { type Block, weighAgainstCeiling, weighAgainstControl, weighShare } from '#domain/rollouts/judge-counts.ts';
import { UNSTARTED } from '#domain/rollouts/rollout-state.ts';
import { judgeWrongGrants } from '#portal/rollouts/judge-wrong-grants.ts';
import { createGateKeeper } from '#rollouts/gates/create-gate-keeper.ts';
import type { GateAnswer, GateKeeper } from '#rollouts/gates/gate-keeper.ts';
import { EVIDENCE } from '#rollouts/gates/judge-failures.ts';
import { readPlan } from '#rollouts/plan/read-plan.ts';
import { freePort } from '../../dev/free-port.ts';
import { ensurePrometheus } from '../../scripts/ensure-prometheus.ts';
import { randomFrom } from '../campaigns/campaign.ts';
import { makeFlagToken } from '../flags/support/flag-home.ts';
import { send, startTestPortal, type TestPortal, until } from '../support/test-portal.ts';
import { gauge, histogram, request, sum } from '../telemetry/support/otlp.ts';
import { planOf } from './support/rollout-world.ts';

const METRIC = 'registrations_total';
let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.stop());

function keeperWith(prometheusUrl?: string): GateKeeper {
  return createGateKeeper({
    database: portal.database,
    prometheusUrl,
    customers: async () => 7,
    drift: async () => 0,
    wrongGrants: (environment, since, limit) => judgeWrongGrants(portal.database, environment, since, limit),
    newErrors: async () => ({ exposed: [], others: [], isHeard: false }),
  });
}

function questionOf(environment: string, percent = 50) {
  const { plan } = readPlan(
    planOf('', `[{to: "percent:${percent}"}, {to: "on"}]`).replace('customers-staging', environment),
  );
  if (!plan) throw new Error('no plan');
  const from = Date.now() - 60_000;
  return { plan, state: { ...UNSTARTED, step: 0, since: from }, from, until: Date.now() + 20_000 };
}

const gateOf = (source: object, role: Gate['role'] = 'protective') => ({ name: 'it', role, ...source }) as Gate;
const failures = gateOf({ kind: 'failures', metric: METRIC, bad: { outcome: ['failed'] }, ceiling: 0.2 });

async function push(environment: string, ...metrics: object[]): Promise<void> {
  const token = await makeFlagToken(portal, environment);
  const url = `${portal.url}/api/v1/telemetry/v1/metrics`;
  await send(url, 'POST', {
    body: request(`one ${Math.random()}`, metrics),
    headers: { authorization: `Bearer ${token}` },
  });
}

const counted = (exposed: string, outcome: string, asInt: number) => ({ attributes: { exposed, outcome }, asInt });
const ask = (gate: Gate, environment: string, percent?: number): Promise<GateAnswer> =>
  keeperWith().ask(gate, questionOf(environment, percent));

describe('numbers that processes push', () => {
  test('failures of the exposed against the others at the same time', async () => {
    expect(await ask(failures, 'nobody')).toMatchObject({ verdict: 'no_data' });
    await push(
      'well',
      sum(
        METRIC,
        counted('on', 'queued', 95),
        counted('on', 'failed', 5),
        counted('off', 'queued', 95),
        counted('off', 'failed', 5),
      ),
    );
    expect(await ask(failures, 'well')).toMatchObject({ verdict: 'pass', figures: { exposed: 100, exposedBad: 5 } });
    await push(
      'ill',
      sum(
        METRIC,
        counted('on', 'queued', 70),
        counted('on', 'failed', 30),
        counted('off', 'queued', 99),
        counted('off', 'failed', 1),
      ),
    );
    const ill = await ask(failures, 'ill');
    expect(ill).toMatchObject({ verdict: 'fail' });
    expect(ill.sentence).toBe(
      'registrations_total failed: 30 of 100 (30.00 %) with the flag, 1 of 100 (1.00 %) without it.',
    );
    expect(await keeperWith().countPeople(questionOf('ill'))).toBe(100);
    await push('unexposed', sum(METRIC, counted('off', 'failed', 100)));
    expect(await ask(failures, 'unexposed')).toMatchObject({ verdict: 'no_data' });
    await push('everybody', sum(METRIC, counted('on', 'failed', 40), counted('on', 'queued', 60)));
    expect(await ask(failures, 'everybody')).toMatchObject({ verdict: 'fail' });
  });

  test('what a process has told is old when it has been silent', async () => {
    await portal.database.query("UPDATE telemetry_processes SET last_seen_at = last_seen_at - interval '40 s'");
    expect(await ask(failures, 'well')).toMatchObject({
      verdict: 'no_data',
      sentence: expect.stringContaining('30 seconds'),
    });
  });

  test('latency: who waited for longer than was agreed', async () => {
    const bounds = { explicitBounds: [0.1, 1] };
    const told = (exposed: string, bucketCounts: number[]) => ({
      ...bounds,
      attributes: { exposed },
      bucketCounts,
      sum: 1,
      count: 100,
    });
    const gate = gateOf({ kind: 'latency', metric: 'registration_duration_seconds', slowerThan: 1, ceiling: 0.2 });
    await push('quick', histogram('registration_duration_seconds', told('on', [90, 10, 0]), told('off', [95, 5, 0])));
    expect(await ask(gate, 'quick')).toMatchObject({
      verdict: 'pass',
      figures: { exposedBad: 0, with: { p50_ms: expect.any(Number) } },
    });
    await push('slow', histogram('registration_duration_seconds', told('on', [50, 10, 40]), told('off', [99, 0, 1])));
    expect(await ask(gate, 'slow')).toMatchObject({ verdict: 'fail', figures: { exposedBad: 40 } });
  });

  test('sample ratio, shares and gauges', async () => {
    const ratio = gateOf({ kind: 'sample_ratio', metric: METRIC }, 'health');
    await push('even', sum(METRIC, counted('on', 'queued', 260), counted('off', 'queued', 740)));
    expect((await ask(ratio, 'even', 25)).verdict).toBe('pass');
    expect((await ask(ratio, 'even', 50)).verdict).toBe('fail');
    expect((await ask(ratio, 'even', 1)).verdict).toBe('fail');
    const share = gateOf({
      kind: 'share',
      metric: 'fallbacks',
      of: 'checks',
      ofOnly: { method: ['ssot'] },
      atMost: 0.02,
    });
    await push(
      'falling',
      sum('fallbacks', { asInt: 60 }),
      sum('checks', { attributes: { method: 'ssot' }, asInt: 1_000 }),
    );
    expect(await ask(share, 'falling')).toMatchObject({ verdict: 'fail', figures: { hits: 60, of: 1_000 } });
    await push(
      'standing',
      sum('fallbacks', { asInt: 10 }),
      sum('checks', { attributes: { method: 'ssot' }, asInt: 1_000 }),
    );
    expect((await ask(share, 'standing')).verdict).toBe('pass');
    const breaker = gateOf({ kind: 'gauge', metric: 'breaker', atMost: 1 });
    await push('standing', gauge('breaker', { asInt: 0 }));
    expect((await ask(breaker, 'standing')).verdict).toBe('pass');
    await push('standing', gauge('breaker', { asInt: 2 }));
    expect((await ask(breaker, 'standing')).verdict).toBe('fail');
    expect((await ask(breaker, 'falling')).verdict).toBe('no_data');
  });
});

test('SQL gives one number, and can only read', async () => {
  const sql = (query: string) => ask(gateOf({ kind: 'sql', query, atMost: 1 }), 'well');
  expect(await sql('SELECT 1')).toMatchObject({ verdict: 'pass', figures: { value: 1 } });
  expect((await sql('SELECT count(*) FROM generate_series(1, 3)')).verdict).toBe('fail');
  expect((await sql('SELECT 1 WHERE false')).verdict).toBe('no_data');
  expect((await sql("SELECT 'NaN'::float8")).verdict).toBe('no_data');
  for (const query of ['SELECT 1) AS a; DROP TABLE rollouts; --', "SELECT nextval('long_jobs_id_seq')", 'nonsense']) {
    expect((await sql(query)).verdict, query).toBe('error');
  }
});

test('wrong grants and drift', async () => {
  expect((await ask(gateOf({ kind: 'wrong_grants', limit: 0.001 }), 'well')).verdict).toBe('no_data');
  const insert = `INSERT INTO comparison_counts (hour, environment, mode, plan, trial_type, outcome, cause, n)
    VALUES (date_trunc('hour', now()), $1, 'shadow', 'free', 'ultimate', $2, '', $3)`;
  await portal.database.query(insert, ['few', 'match', 100]);
  expect((await ask(gateOf({ kind: 'wrong_grants', limit: 0.001 }), 'few')).verdict).toBe('inconclusive');
  await portal.database.query(insert, ['many', 'match', 10_000]);
  expect((await ask(gateOf({ kind: 'wrong_grants', limit: 0.001 }), 'many')).verdict).toBe('pass');
  await portal.database.query(insert, ['many', 'grants_more', 1]);
  expect((await ask(gateOf({ kind: 'wrong_grants', limit: 0.001 }), 'many')).verdict).toBe('fail');
  expect((await ask(gateOf({ kind: 'drift' }), 'many')).verdict).toBe('pass');
  expect((await ask(gateOf({ kind: 'new_errors', atMost: 0 }), 'many')).verdict).toBe('no_data');
});

async function answering(
  answer: (request: IncomingMessage, reply: ServerResponse) => void,
): Promise<{ url: string; server: Server }> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

test("webhooks by Flagger's contract, and checks outside", async () => {
  const bodies: string[] = [];
  const { server, url } = await answering(async (asked, reply) => {
    const chunks: Buffer[] = [];
    for await (const chunk of asked) chunks.push(chunk as Buffer);
    bodies.push(Buffer.concat(chunks).toString());
    const { pathname } = new URL(asked.url ?? '', 'http://x');
    reply.statusCode = pathname === '/no' ? 500 : 200;
    reply.end(
      pathname === '/no'
        ? 'there is an incident'
        : pathname === '/check'
          ? '{"verdict":"inconclusive","sentence":"look"}'
          : 'x',
    );
  });
  const webhook = (path: string) => ask(gateOf({ kind: 'webhook', url: url + path }), 'well');
  expect((await webhook('/yes')).verdict).toBe('pass');
  expect(await webhook('/no')).toMatchObject({ verdict: 'fail', sentence: 'there is an incident' });
  expect(JSON.parse(bodies[0] ?? '')).toMatchObject({
    name: 'example_flag',
    namespace: 'well',
    metadata: { to: 'percent:50' },
  });
  const external = (path: string) => ask(gateOf({ kind: 'external', url: url + path }), 'well');
  expect(await external('/check')).toMatchObject({ verdict: 'inconclusive', sentence: 'look' });
  expect((await external('/yes')).verdict).toBe('error');
  server.close();
  expect((await webhook('/yes')).verdict).toBe('error');
});

test('PromQL is asked of a real Prometheus', async () => {
  ensurePrometheus();
  const folder = await mkdtemp(join(tmpdir(), 'trialgate-prometheus-'));
  const { server, url } = await answering((_request, reply) =>
    reply.end('errors_total{environment="well"} 3\nodd NaN\n'),
  );
  const config = `global: {scrape_interval: 1s}\nscrape_configs: [{job_name: it, static_configs: [{targets: ["${new URL(url).host}"]}]}]\n`;
  await writeFile(join(folder, 'prometheus.yml'), config);
  const port = await freePort();
  const words = [`--config.file=${join(folder, 'prometheus.yml')}`, `--storage.tsdb.path=${join(folder, 'tsdb')}`];
  const child = spawn('prometheus', [...words, `--web.listen-address=127.0.0.1:${port}`], { stdio: 'ignore' });
  try {
    const keeper = keeperWith(`http://127.0.0.1:${port}`);
    const prometheus = (query: string, atMost = 5) =>
      keeper.ask(gateOf({ kind: 'prometheus', query, atMost }), questionOf('well'));
    await until(async () => (await prometheus('errors_total')).verdict === 'pass');
    expect(await prometheus('errors_total{environment="$environment"}', 2)).toMatchObject({
      verdict: 'fail',
      figures: { value: 3 },
    });
    expect((await prometheus('errors_total{environment="other"}')).verdict).toBe('no_data');
    expect((await prometheus('odd')).verdict).toBe('no_data');
    expect((await prometheus('scalar(errors_total) / 0')).verdict).toBe('no_data');
    expect((await prometheus('sum(')).verdict).toBe('error');
  } finally {
    child.kill('SIGKILL');
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
  expect(
    (await keeperWith().ask(gateOf({ kind: 'prometheus', query: 'up', atMost: 1 }), questionOf('well'))).verdict,
  ).toBe('error');
});

describe('evidence', () => {
  const steady = (random: () => number, rate: number, worse: number): Block[] =>
    Array.from({ length: 180 }, () => {
      const [exposed, control] = [2, 6];
      const bad = (of: number, share: number) => Array.from({ length: of }).filter(() => random() < share).length;
      return { exposed, control, exposedBad: bad(exposed, rate * worse), controlBad: bad(control, rate) };
    });

  test('does not cry wolf in more than one step of fifty, and sees what is five times as bad', () => {
    const runs = 300;
    const share = (worse: number) =>
      Array.from({ length: runs }, (_, seed) => weighAgainstControl(steady(randomFrom(seed), 0.05, worse))).filter(
        (evidence) => evidence >= EVIDENCE,
      ).length / runs;
    expect(share(1)).toBeLessThan(0.02);
    expect(share(5)).toBeGreaterThan(0.95);
  });

  test('three failures of three mean something only where others did not fail', () => {
    const block = { exposed: 3, exposedBad: 3, control: 297, controlBad: 0 };
    expect(weighAgainstControl([block])).toBeGreaterThan(300);
    expect(weighAgainstControl([{ ...block, controlBad: 100 }])).toBeLessThan(5);
    expect(weighAgainstControl([{ ...block, exposedBad: 1 }])).toBeLessThan(100);
    expect(weighAgainstControl([])).toBe(1);
  });

  test('a share is odd when it is far from what it should be', () => {
    expect(weighShare(500, 1_000, 0.5)).toBeLessThan(1);
    expect(weighShare(600, 1_000, 0.5)).toBeGreaterThan(300);
    expect(weighAgainstCeiling([{ exposed: 10, exposedBad: 10, control: 0, controlBad: 0 }], 0.05)).toBeGreaterThan(
      300,
    );
  });
});
