import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { createPool, type Pool } from '#kit/postgres/pool.ts';
import { insertStaff } from '#portal/people/staff-store.ts';
import { insertToken } from '#portal/people/token-store.ts';
import { freePort } from '../dev/free-port.ts';
import { RedisServer } from '../dev/redis/redis-server.ts';
import { withBenchDatabase } from './bench-database.ts';
import type { Told } from './invalidation/told-process.ts';
import { describeMachine, type Report, target } from './report.ts';
import { toSample } from './rounds.ts';

const PROCESSES = 3;
const A_SECOND = 100;
const SECONDS = 30;
const WARMING_SECONDS = 10;
const NAMESPACES = 5_000;

/** From a commit in the portal until three processes answer nothing older, at 100 changes a second. */
export async function benchInvalidation(onProgress: (text: string) => void): Promise<Report> {
  return withBenchDatabase(async ({ url, populate }) => {
    const ids = [...(await populate('portal', NAMESPACES, onProgress))];
    await using redis = new RedisServer();
    await redis.start();
    const database = createPool({ connectionString: url('portal'), applicationName: 'bench', onError: () => {} });
    const portal = await startPortal(url('portal'));
    const children: ChildProcess[] = [];
    try {
      const settings = { redisUrl: redis.url, portalUrl: portal.url, ids: ids.slice(0, 1_000) };
      for (let made = 0; made < PROCESSES; made++) children.push(await startToldProcess(settings));
      await changeThem(portal.url, await makeToken(database), ids, onProgress);
      await delay(1_000);
      return report(await readCommits(database), await Promise.all(children.map(takeLog)));
    } finally {
      for (const child of children) child.kill();
      portal.child.kill();
      await once(portal.child, 'exit');
      await database.end();
    }
  });
}

async function startPortal(databaseUrl: string) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = fork('bench/invalidation/portal-process.ts', {
    env: {
      ...process.env,
      NODE_NO_WARNINGS: '1',
      LOG_LEVEL: 'warn',
      PORTAL_RATE_LIMIT: '1000000',
      PORTAL_DATABASE_URL: databaseUrl,
      PORTAL_PORT: String(port),
      PORTAL_URL: url,
    },
  });
  await once(child, 'message');
  return { url, child };
}

async function startToldProcess(settings: object): Promise<ChildProcess> {
  const child = fork('bench/invalidation/told-process.ts', [JSON.stringify(settings)], {
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  await once(child, 'message');
  return child;
}

async function takeLog(child: ChildProcess): Promise<Told[]> {
  child.send('log');
  const [told] = await once(child, 'message');
  return told;
}

async function makeToken(database: Pool): Promise<string> {
  const staff = await insertStaff(database, { email: 'bench@example.com', name: 'Bench', role: 'operator' });
  const expiresAt = new Date(Date.now() + 86_400_000);
  const token = { staffId: staff?.id ?? 0, name: 'bench', scope: 'api', expiresAt } as const;
  return (await insertToken(database, token)).secret;
}

/** Blocks one namespace after another, each at its moment, whether the one before was answered or not. */
async function changeThem(url: string, token: string, ids: readonly number[], onProgress: (text: string) => void) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ reason: 'measured by the bench' });
  const began = performance.now();
  const answers: Promise<Response>[] = [];
  for (let change = 0; change < (SECONDS + WARMING_SECONDS) * A_SECOND; change++) {
    await delay(began + (change * 1_000) / A_SECOND - performance.now());
    if (change % A_SECOND === 0) onProgress(`second ${change / A_SECOND} of ${SECONDS + WARMING_SECONDS}`);
    answers.push(fetch(`${url}/api/v1/namespaces/${ids[change]}/block`, { method: 'PUT', headers, body }));
  }
  const refused = (await Promise.all(answers)).find(({ status }) => status !== 200);
  if (refused) throw new Error(`A change was refused with ${refused.status}.`);
}

/** When each change was made, by the trigger that counts it: a moment before its commit. */
async function readCommits(database: Pool) {
  const { rows } = await database.query<{ id: number; version: number; at: number; relay_ms: number }>(
    `SELECT namespace_id::int AS id, version::int, (extract(epoch FROM at) * 1000)::float8 AS at,
       (extract(epoch FROM relayed_at - at) * 1000)::float8 AS relay_ms
     FROM eligibility_changes WHERE cause = 'namespace_blocked' ORDER BY position OFFSET $1`,
    [WARMING_SECONDS * A_SECOND],
  );
  return rows;
}

function report(commits: Awaited<ReturnType<typeof readCommits>>, logs: readonly Told[][]): Report {
  const firstTold = logs.map((log) => {
    const first = new Map<string, number>();
    for (const [id, version, at] of log) if (!first.has(`${id}.${version}`)) first.set(`${id}.${version}`, at);
    return first;
  });
  const milliseconds = commits.map(({ id, version, at }) =>
    firstTold.reduce((last, first) => Math.max(last, (first.get(`${id}.${version}`) ?? Infinity) - at), 0),
  );
  const sample = toSample(
    milliseconds.map((one) => one * 1_000),
    SECONDS * 1_000,
  );
  const relayed = toSample(
    commits.map((one) => one.relay_ms * 1_000),
    SECONDS * 1_000,
  );
  const untold = milliseconds.filter((one) => !Number.isFinite(one)).length;
  return {
    bench: 'invalidation',
    machine: describeMachine(),
    rows: [
      { name: 'commit → relayed, in PostgreSQL alone', batch: 1, concurrency: 1, ...relayed, ratio: null },
      { name: 'commit → three processes told', batch: 1, concurrency: 1, ...sample, ratio: null },
    ],
    targets: [
      target(`milliseconds, p99, at ${A_SECOND} changes a second`, sample.p99_us / 1_000, '≤', 8),
      target(`changes that a process was not told of, of ${commits.length}`, untold, '≤', 0),
    ],
  };
}
