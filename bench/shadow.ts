import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from 'redis';
import { createTrialEligibility, type ExplainLegacy, type ShadowOption, type TrialEligibility } from '#sdk/index.ts';
import { RedisServer } from '../dev/redis/redis-server.ts';
import { ConstantPortal, TYPES } from './cache/constant-portal.ts';
import { fillUntil } from './cache/open-sdk.ts';
import { describeMachine, median, type Report, target } from './report.ts';
import { measure, middle, type Peer, runRounds, type Sample } from './rounds.ts';

const ROUNDS = 7;
const MILLISECONDS = 600;
const NAMESPACES = 500;
const BATCH = 20;
const OFF = 'shadow off';

const explained = { plan: 'free', trialTypes: TYPES, queries: {}, deniedBy: [] };
const answer: ExplainLegacy = async (ids) => new Map(ids.map((id) => [id, explained]));

/** What stands on the other side. The quick one takes 1 ms, as a query does. */
const CANDIDATES: Readonly<Record<string, ExplainLegacy>> = {
  'candidate answers': (ids) => delay(1).then(() => answer(ids)),
  'candidate 100 × slower': (ids) => delay(100).then(() => answer(ids)),
  'candidate hangs': () => new Promise(() => {}),
  'candidate throws': () => Promise.reject(new Error('broken')),
};

/** What a caller waits for with the comparison off, and on with candidates that are well or sick. */
export async function benchShadow(onProgress: (text: string) => void): Promise<Report> {
  await using stack = new AsyncDisposableStack();
  const redis = stack.use(new RedisServer());
  await redis.start();
  const portal = stack.use(new ConstantPortal());
  const url = await portal.start();
  const client = await createClient({ url: redis.url, commandOptions: { timeout: 0 } }).connect();
  stack.defer(() => client.destroy());
  const ids = Array.from({ length: NAMESPACES }, (_, at) => at + 1);
  const open = async (explainLegacy: ExplainLegacy | undefined): Promise<TrialEligibility> => {
    const shadow: ShadowOption | undefined = explainLegacy && { flag: () => true, explainLegacy };
    const sdk = createTrialEligibility({
      portal: { url, token: 'bench' },
      redis: client,
      legacy: async () => new Map(),
      keyPrefix: 'bench:',
      ...(shadow ? { shadow } : {}),
    });
    stack.defer(() => sdk.close());
    await sdk.ready();
    await fillUntil(sdk, ids, 'l1');
    return sdk;
  };
  const peers: Peer[] = [];
  for (const [name, candidate] of [[OFF, undefined] as const, ...Object.entries(CANDIDATES)]) {
    const sdk = await open(candidate);
    peers.push({ name, run: () => measure(4, { milliseconds: MILLISECONDS }, () => ask(sdk)) });
  }
  return report(peers, await runRounds(peers, ROUNDS, onProgress));
}

let turn = 0;

/** As requests come: others are served between two questions of one. */
async function ask(sdk: TrialEligibility): Promise<void> {
  const first = (turn++ * BATCH) % NAMESPACES;
  await sdk.check(
    Array.from({ length: BATCH }, (_, at) => 1 + ((first + at) % NAMESPACES)),
    { userId: 7 },
  );
  if (turn % 64 === 0) await new Promise((resolve) => setImmediate(resolve));
}

function report(peers: readonly Peer[], samples: Map<string, Sample[]>): Report {
  const more = (name: string) => {
    const [own, off] = [samples.get(name) ?? [], samples.get(OFF) ?? []];
    return median(own.map((one, round) => (one.p99_us - (off[round]?.p99_us ?? 0)) / 1_000));
  };
  return {
    bench: 'shadow',
    machine: describeMachine(),
    rows: peers.map(({ name }) => ({ name, batch: BATCH, concurrency: 4, ...middle(samples, name), ratio: null })),
    targets: Object.keys(CANDIDATES).map((name) =>
      target(`${name}: p99, ms more than with shadow off`, more(name), '≤', 1),
    ),
  };
}
