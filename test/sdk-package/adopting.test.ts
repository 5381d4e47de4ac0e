import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../dev/free-port.ts';
import { RedisCluster } from '../../dev/redis/redis-cluster.ts';
import { RedisServer } from '../../dev/redis/redis-server.ts';
import { startDemoPortal } from './support/demo-portal.ts';
import { expectPrinted, readGuide, toStages } from './support/guide.ts';
import { COMPANIONS, NODENEXT, packSdk, SampleProject, untilAll } from './support/sample-project.ts';

/** docs/adopting.md, followed block by block as a team would: all are type-checked, and run where the page shows what they
 * print. */

const blocks = readGuide();
const stack = new AsyncDisposableStack();
let project: SampleProject;
let environment: Record<string, string>;
const written = new Set<string>();

async function installSdk(): Promise<void> {
  const { tarball, remove } = await packSdk();
  stack.defer(remove);
  project = await SampleProject.create([tarball, ...COMPANIONS]);
  stack.defer(() => project.remove());
}

async function startServers(): Promise<void> {
  const portal = await startDemoPortal();
  stack.defer(portal.stop);
  const [redis, cluster] = [stack.use(new RedisServer()), stack.use(new RedisCluster())];
  await Promise.all([redis.start(), cluster.start()]);
  environment = {
    ...portal.environment,
    REDIS_URL: redis.url,
    REDIS_CLUSTER_URL: cluster.urls[0] ?? '',
    METRICS_PORT: String(await freePort()),
  };
}

beforeAll(async () => {
  await untilAll([installSdk(), startServers()]);
}, 180_000);
afterAll(() => stack.disposeAsync());

test('the page has blocks that print', () => {
  expect(blocks.filter((block) => block.prints !== undefined).length).toBeGreaterThan(5);
});

describe.each(toStages(blocks).map((stage) => [stage[0]?.line, stage] as const))('from line %i', (_, stage) => {
  test('is well typed, with what was there before', { timeout: 60_000 }, async () => {
    for (const { file, code } of stage) {
      await project.write(file, code);
      written.add(file);
    }
    expect(await project.typeCheck([...written], { ...NODENEXT, types: ['node'] })).toBe('');
  });

  const printing = stage.flatMap(({ file, line, prints }) =>
    prints === undefined ? [] : [[file, line, prints] as const],
  );
  test.each(printing)('%s, line %i, prints what is shown', { timeout: 60_000 }, async (file, _line, prints) => {
    expectPrinted(await project.run(process.execPath, file, environment), prints);
  });
});
