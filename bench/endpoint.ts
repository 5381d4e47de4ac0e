import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buildPortal } from '#portal/build-portal.ts';
import { readPortalConfig } from '#portal/config.ts';
import { ELIGIBILITY_PATH } from '#sdk/contract.ts';
import { withBenchDatabase } from './bench-database.ts';
import { startPlainRoute } from './peers/plain-route.ts';
import { describeMachine, type Report, target } from './report.ts';
import { middle, type Peer, ratioOf, runRounds, type Sample } from './rounds.ts';

const ROUNDS = 9;
const MILLISECONDS = 2_000;
const BATCH = 20;
const SMALL = 100_000;
const LARGE = 1_000_000;

/** A portal that only serves, as it does beside others that work. */
async function startPortal(databaseUrl: string, sharing: boolean) {
  const config = readPortalConfig({
    PORTAL_DATABASE_URL: databaseUrl,
    PORTAL_PORT: '0',
    LOG_LEVEL: 'warn',
    PORTAL_RATE_LIMIT: '100000000',
  });
  const portal = await buildPortal(config, { parts: 'http', reading: { sharing } });
  await portal.start();
  return { port: (portal.app.server.address() as AddressInfo).port, stop: portal.stop };
}

/** 20 uniform ids by GET, asked from another process: our route, the same without sharing, and a plain one. */
export async function benchEndpoint(onProgress: (text: string) => void): Promise<Report> {
  return withBenchDatabase(async ({ url, populate }) => {
    const small = await populate('small', SMALL, onProgress);
    const large = await populate('large', LARGE, onProgress);
    const load = fork('bench/load-process.ts', { env: { ...process.env, NODE_NO_WARNINGS: '1' } });
    const servers = {
      trialgate: await startPortal(url('small'), true),
      'sharing off': await startPortal(url('small'), false),
      'plain Fastify': await startPlainRoute(url('small')),
      'trialgate, 1 million': await startPortal(url('large'), true),
    };
    const peer = (name: keyof typeof servers, connections: number): Peer => ({
      name: `${name} at ${connections}`,
      run: async () => {
        const path = name === 'plain Fastify' ? '/eligibility' : ELIGIBILITY_PATH;
        const ids = [...(name === 'trialgate, 1 million' ? large : small)];
        load.send({ port: servers[name].port, path, ids, batch: BATCH, connections, milliseconds: MILLISECONDS });
        const [sample] = await once(load, 'message');
        return sample as Sample;
      },
    });
    try {
      const names = Object.keys(servers) as (keyof typeof servers)[];
      const peers = [...names.map((name) => peer(name, 32)), peer('trialgate', 1), peer('sharing off', 1)];
      return report(peers, await runRounds(peers, ROUNDS, onProgress));
    } finally {
      load.kill();
      await Promise.all(Object.values(servers).map((server) => server.stop()));
    }
  });
}

function report(peers: readonly Peer[], samples: Map<string, Sample[]>): Report {
  const over = (name: string, other: string, figure: keyof Sample = 'ops_per_second') =>
    ratioOf(samples, name, other, figure);
  return {
    bench: 'endpoint',
    machine: describeMachine(),
    rows: peers.map(({ name }) => ({
      name,
      batch: BATCH,
      concurrency: name.endsWith('at 1') ? 1 : 32,
      ...middle(samples, name),
      ratio: Math.round(over(name, 'plain Fastify at 32') * 100) / 100,
    })),
    targets: [
      target('times a plain Fastify route', over('trialgate at 32', 'plain Fastify at 32'), '≥', 2),
      target('times our own route with sharing off', over('trialgate at 32', 'sharing off at 32'), '≥', 1.3),
      target('p99 over the plain route’s', over('trialgate at 32', 'plain Fastify at 32', 'p99_us'), '≤', 1),
      target('p99 over that with sharing off', over('trialgate at 32', 'sharing off at 32', 'p99_us'), '≤', 1),
      target('alone: p50 over that with sharing off', over('trialgate at 1', 'sharing off at 1', 'p50_us'), '≤', 1.05),
      target('100 thousand namespaces over 1 million', over('trialgate at 32', 'trialgate, 1 million at 32'), '≤', 1.3),
    ],
  };
}
