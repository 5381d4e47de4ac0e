import { RedisServer } from '../dev/redis/redis-server.ts';
import { ConstantPortal } from './cache/constant-portal.ts';
import { measureMemory } from './cache/measure-memory.ts';
import { NAMES, openReadPeers, type ReadPeer } from './cache/read-peers.ts';
import { simulateDay } from './cache/simulate-day.ts';
import { describeMachine, type Report, type Row, type Target, target } from './report.ts';
import { measure, middle, ratioOf, runRounds, type Sample } from './rounds.ts';

const ROUNDS = 7;
const MILLISECONDS = 250;
const NAMESPACES = 2_000;
const SHAPES = [
  { batch: 20, concurrency: 1 },
  { batch: 200, concurrency: 1 },
  { batch: 20, concurrency: 32 },
  { batch: 200, concurrency: 32 },
];

type Shape = (typeof SHAPES)[number];

/** Batches of answers from the process and from Redis, against a bare MGET and against caching libraries. */
export async function benchCache(onProgress: (text: string) => void): Promise<Report> {
  await using redis = new RedisServer();
  await redis.start();
  const bytes = await measureMemory(redis.url, onProgress);
  const requests = await simulateDay(onProgress);
  const rows: Row[] = [];
  const targets: Target[] = [];
  await using portal = new ConstantPortal();
  const ids = Array.from({ length: NAMESPACES }, (_, at) => at + 1);
  const peers = await openReadPeers({ redisUrl: redis.url, portalUrl: await portal.start(), ids });
  try {
    for (const shape of SHAPES) {
      const samples = await measureShape(peers, shape, (text) =>
        onProgress(`${shape.batch} ids, ${shape.concurrency} at a time: ${text}`),
      );
      rows.push(...peers.map(({ name }) => toRow(samples, name, shape)));
      targets.push(...toTargets(samples, shape));
    }
  } finally {
    for (const peer of peers) await peer.close();
  }
  targets.push(
    target('bytes of Redis memory a namespace (300,000)', bytes, '≤', 220),
    target('portal requests per 1,000 page views (no cache: 1,000)', requests, '≤', 50),
  );
  return { bench: 'cache', machine: describeMachine(), rows, targets };
}

function measureShape(peers: readonly ReadPeer[], { batch, concurrency }: Shape, onProgress: (text: string) => void) {
  const batches = Array.from({ length: 50 }, () =>
    Array.from({ length: batch }, () => 1 + Math.floor(Math.random() * NAMESPACES)),
  );
  let turn = 0;
  const runs = peers.map(({ name, read }) => ({
    name,
    run: () =>
      measure(concurrency, { milliseconds: MILLISECONDS }, async () => {
        const chosen = batches[turn++ % batches.length] ?? [];
        if ((await read(chosen)) === 0) throw new Error(`${name} read nothing.`);
      }),
  }));
  return runRounds(runs, ROUNDS, onProgress);
}

function toRow(samples: Map<string, Sample[]>, name: string, { batch, concurrency }: Shape): Row {
  const ratio = Math.round(ratioOf(samples, name, NAMES.bare, 'ops_per_second') * 100) / 100;
  return { name, batch, concurrency, ...middle(samples, name), ratio };
}

function toTargets(samples: Map<string, Sample[]>, { batch, concurrency }: Shape): Target[] {
  const name = (text: string) => `${text}, ${batch} ids, ${concurrency} at a time`;
  const against = (one: string, other: string) => ratioOf(samples, one, other, 'ops_per_second');
  const wanted = concurrency === 1 ? { 20: 30, 200: 12 }[batch] : { 20: 8, 200: 5 }[batch];
  const library = Math.min(against(NAMES.l1, NAMES.cacheable), against(NAMES.l1, NAMES.bentocache));
  return [
    target(name('tier over bare MGET'), against(NAMES.l1, NAMES.bare), '≥', wanted ?? 0),
    target(name('tier over the best library'), library, '≥', 1),
    target(name('Redis over bare MGET'), against(NAMES.redis, NAMES.bare), '≥', 0.9),
    ...(concurrency === 1
      ? [target(name('Redis over one EXISTS per id'), against(NAMES.redis, NAMES.exists), '≥', batch === 20 ? 12 : 50)]
      : []),
  ];
}
