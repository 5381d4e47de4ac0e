import { EventEmitter, once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { ProviderEvents } from '@openfeature/server-sdk';
import pg from 'pg';
import { InMemStorageProvider, Unleash, UnleashEvents } from 'unleash-client';
import { connectFlags, type Flags } from '#flags/client/connect-flags.ts';
import { exampleFlag } from '#flags/definitions/example-flag.ts';
import { FLAG_CHANNEL, readFlagNotification } from '#flags/server/flag-notification.ts';
import { insertFlagToken } from '#flags/server/flag-token-store.ts';
import { setFlag } from '#flags/server/set-flag.ts';
import { createPool, type Pool } from '#kit/postgres/pool.ts';
import { inTransaction } from '#kit/postgres/transaction.ts';
import { createLogger } from '#kit/telemetry/logger.ts';
import { migratePortal } from '#portal/migrate-portal.ts';
import { freePort } from '../dev/free-port.ts';
import { PostgresServer } from '../dev/postgres/postgres-server.ts';
import { PortalProcess } from '../test/support/portal-process.ts';
import { makeTokens } from '../test/support/test-portal.ts';
import { describeMachine, type Report, target } from './report.ts';
import { middle, type Sample, toSample } from './rounds.ts';

const ENVIRONMENT = 'customers-development';
const FLAG = exampleFlag.name;
const ROUNDS = 5;
/** In each round. */
const CHANGES = 200;
const POLLED_CHANGES = 4;

const SENT = 'COMMIT sent → evaluated, streaming';
const COMMITTED = 'COMMIT answered → evaluated, streaming';

/** A way to change a flag, and a way to know it. */
type Peer = {
  readonly name: string;
  readonly changes: number;
  /** Changes the flag and says when the clock begins to run. */
  readonly change: (on: boolean, begin: () => void) => Promise<void>;
  readonly isOn: () => Promise<boolean>;
  /** Waits until something may have changed. */
  readonly moved: () => Promise<unknown>;
};

/**
 * From a change of a flag until a process evaluates it so. Two portals and the process that reads are processes of their
 * own; commits are durable. The clock begins with the COMMIT, or with the request that is authorised and audited first.
 */
export async function benchFlags(onProgress: (text: string) => void): Promise<Report> {
  await using stack = new AsyncDisposableStack();
  const { portals, operator, token, pool, databaseUrl } = await startHome(stack);
  const flags = await connect(stack, portals[0].url, token);
  const heard = new EventEmitter();
  flags.client.addHandler(ProviderEvents.ConfigurationChanged, () => heard.emit('changed'));
  const polling = connectPolling(stack, portals[0].url, token);
  const isOn = () => flags.client.getBooleanValue(FLAG, false, { targetingKey: '7' });
  const streamed = { isOn, moved: () => once(heard, 'changed'), changes: CHANGES };
  const commit: Peer['change'] = (on, begin) => commitChange(pool, on, begin);
  const peers: readonly Peer[] = [
    { ...streamed, name: SENT, change: commit },
    {
      ...(await listenBare(stack, databaseUrl)),
      name: 'COMMIT sent → heard by a bare LISTEN',
      changes: CHANGES,
      change: commit,
    },
    { ...streamed, name: 'request → evaluated, same portal', change: requestChange(portals[0].url, operator) },
    { ...streamed, name: 'request → evaluated, another portal', change: requestChange(portals[1].url, operator) },
    {
      name: 'COMMIT sent → evaluated, stock client polling each second',
      changes: POLLED_CHANGES,
      change: commit,
      isOn: async () => polling.isEnabled(FLAG),
      moved: () => once(polling, UnleashEvents.Changed),
    },
  ];
  const samples = new Map<string, Sample[]>();
  const keep = (name: string, durations: number[]) =>
    samples.set(name, [...(samples.get(name) ?? []), toSample(durations, Number.NaN)]);
  for (let round = -1; round < ROUNDS; round++) {
    for (const peer of peers) {
      onProgress(`${round < 0 ? 'warming up' : `round ${round + 1} of ${ROUNDS}`}: ${peer.name}`);
      const times: Times[] = [];
      for (let left = peer.changes; left > 0; left--) times.push(await time(peer, !(await peer.isOn())));
      if (round < 0) continue;
      keep(
        peer.name,
        times.map(({ evaluated }) => evaluated),
      );
      if (peer !== peers[0]) continue;
      keep(
        'the COMMIT itself',
        times.map(({ done }) => done),
      );
      keep(
        COMMITTED,
        times.map(({ evaluated, done }) => Math.max(0, evaluated - done)),
      );
    }
  }
  return report(samples, await timeEvaluations(flags));
}

function report(samples: Map<string, Sample[]>, evaluation: Sample): Report {
  const rows = [...samples.keys()].map((name) => {
    const { p50_us, p99_us } = middle(samples, name);
    // What has arrived before its COMMIT was answered took no time.
    const ops_per_second = p50_us === 0 ? 0 : Math.round(1_000_000 / p50_us);
    return {
      name,
      batch: 1,
      concurrency: 1,
      ops_per_second,
      p50_us,
      p99_us,
      ratio: null,
    };
  });
  return {
    bench: 'flags',
    machine: describeMachine(),
    rows: [...rows, { name: 'one evaluation', batch: 1, concurrency: 1, ...evaluation, ratio: null }],
    targets: rows
      .filter(({ name }) => [SENT, COMMITTED].includes(name))
      .map(({ name, p99_us }) => target(`ms, p99: ${name}`, p99_us / 1_000, '≤', 5)),
  };
}

/** Microseconds from the beginning of a change until it is evaluated, and until whoever changes it knows it is done. */
type Times = { readonly evaluated: number; readonly done: number };

async function time({ change, isOn, moved }: Peer, on: boolean): Promise<Times> {
  let began = Number.NaN;
  const since = () => (performance.now() - began) * 1_000;
  const changed = change(on, () => {
    began = performance.now();
  }).then(since);
  do await moved();
  while ((await isOn()) !== on);
  return { evaluated: since(), done: await changed };
}

async function commitChange(pool: Pool, on: boolean, begin: () => void): Promise<void> {
  await inTransaction(pool, async (connection) => {
    await setFlag(connection, {
      flag: exampleFlag,
      environment: ENVIRONMENT,
      state: { kind: on ? 'on' : 'off' },
      expectedRevision: undefined,
      changedBy: 'bench',
      reason: 'measured',
    });
    begin();
  });
}

function requestChange(home: string, operator: string): Peer['change'] {
  return async (on, begin) => {
    begin();
    const reply = await fetch(`${home}/api/v1/flags/${FLAG}/environments/${ENVIRONMENT}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${operator}`, 'content-type': 'application/json' },
      body: JSON.stringify({ state: on ? 'on' : 'off', reason: 'measured' }),
    });
    const text = await reply.text();
    if (!reply.ok) throw new Error(`the change was answered ${reply.status}: ${text}`);
  };
}

async function timeEvaluations({ client }: Flags): Promise<Sample> {
  const durations: number[] = [];
  const began = performance.now();
  for (let user = 1; user <= 20_000; user++) {
    const start = performance.now();
    await client.getBooleanDetails(FLAG, false, { targetingKey: String(user), userId: String(user) });
    durations.push((performance.now() - start) * 1_000);
  }
  const sample = toSample(durations, performance.now() - began);
  const round = (value: number) => Math.round(value * 10) / 10;
  return {
    ops_per_second: Math.round(sample.ops_per_second),
    p50_us: round(sample.p50_us),
    p99_us: round(sample.p99_us),
  };
}

async function startHome(stack: AsyncDisposableStack) {
  const folder = await mkdtemp(join(tmpdir(), 'trialgate-bench-'));
  await chmod(folder, 0o755);
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  // Commits are durable, as in production.
  const server = new PostgresServer({ folder: join(folder, 'postgres'), port: await freePort(), settings: [] });
  stack.defer(() => server.stop());
  await server.start();
  await server.query('CREATE DATABASE portal');
  await migratePortal(server.url('portal'));
  const environment = { PORTAL_DATABASE_URL: server.url('portal'), SAAS_URL: 'http://127.0.0.1:9' };
  const portals = [await PortalProcess.create(environment), await PortalProcess.create(environment)] as const;
  for (const portal of portals) {
    await portal.start();
    stack.defer(async () => void (await portal.stop('SIGTERM')));
  }
  const pool: Pool = createPool({
    connectionString: server.url('portal'),
    applicationName: 'bench',
    onError: () => {},
  });
  const { operator } = await makeTokens(pool);
  const { secret: token } = await insertFlagToken(pool, { environment: ENVIRONMENT, name: 'bench' });
  stack.defer(() => pool.end());
  await setTimeout(200);
  return { portals, operator, token, pool, databaseUrl: server.url('portal') };
}

/** The least that it could take: what the database tells, and nobody in between. */
async function listenBare(stack: AsyncDisposableStack, databaseUrl: string): Promise<Pick<Peer, 'isOn' | 'moved'>> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  stack.defer(() => client.end());
  let on = false;
  client.on('notification', ({ payload }) => {
    on = readFlagNotification(payload ?? '')?.feature.enabled ?? on;
  });
  await client.query(`LISTEN ${FLAG_CHANNEL}`);
  return { isOn: async () => on, moved: () => once(client, 'notification') };
}

async function connect(stack: AsyncDisposableStack, url: string, token: string): Promise<Flags> {
  const folder = await mkdtemp(join(tmpdir(), 'trialgate-bench-flags-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const logger = createLogger('bench', 'silent');
  const flags = await connectFlags({
    url,
    token,
    environment: ENVIRONMENT,
    appName: 'bench',
    folder,
    overrides: {},
    logger,
  });
  stack.defer(() => flags.close());
  if (flags.source !== 'server') throw new Error('the flag home was not heard');
  return flags;
}

function connectPolling(stack: AsyncDisposableStack, url: string, token: string): Unleash {
  const unleash = new Unleash({
    url: `${url}/api/`,
    appName: 'bench-polling',
    customHeaders: { authorization: token },
    refreshInterval: 1_000,
    storageProvider: new InMemStorageProvider(),
    disableMetrics: true,
  });
  unleash.on(UnleashEvents.Error, () => {});
  stack.defer(() => unleash.destroy());
  return unleash;
}
