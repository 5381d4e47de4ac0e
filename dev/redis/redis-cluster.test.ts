import { createCluster } from 'redis';
import { expect, test } from 'vitest';
import { askRedis } from './ask-redis.ts';
import { RedisCluster } from './redis-cluster.ts';

async function connect(cluster: RedisCluster) {
  const client = createCluster({ rootNodes: cluster.urls.map((url) => ({ url })) });
  client.on('error', () => {});
  await client.connect();
  return client;
}

test('three masters share the keys', { timeout: 60_000 }, async () => {
  await using cluster = new RedisCluster();
  await cluster.start();
  expect(cluster.replicas).toEqual([]);
  const client = await connect(cluster);
  for (let key = 0; key < 60; key++) await client.set(`key ${key}`, String(key));
  const sizes = await Promise.all(cluster.masters.map(({ port }) => askRedis(port, 'DBSIZE')));
  const counts = sizes.map((size) => Number(size.slice(1)));
  expect(Math.min(...counts)).toBeGreaterThan(0);
  expect(counts.reduce((sum, one) => sum + one, 0)).toBe(60);
  client.destroy();
});

test('a replica takes over from its master', { timeout: 60_000 }, async () => {
  await using cluster = new RedisCluster({ replicas: true, settings: { 'cluster-replica-validity-factor': '0' } });
  await cluster.start();
  expect(cluster.replicas).toHaveLength(3);
  const client = await connect(cluster);
  await client.set('name', 'value');
  await client.sendCommand('name', false, ['WAIT', '1', '1000']);
  // The slot of "name" lies with the second master.
  const [, master] = cluster.masters;
  const [, replica] = cluster.replicas;
  if (!master || !replica) throw new Error('the cluster has no second master');
  await master.kill();
  await cluster.untilMaster(replica);
  await cluster.untilWell();
  client.destroy();
  const after = await connect(cluster);
  expect(await after.get('name')).toBe('value');
  after.destroy();
});
