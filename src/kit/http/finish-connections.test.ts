import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { expect, test } from 'vitest';
import { createLogger } from '../telemetry/logger.ts';
import { createServer } from './create-server.ts';
import { finishConnections } from './finish-connections.ts';

test('a connection on which nothing was ever asked does not keep the process', async () => {
  const app = createServer({ logger: createLogger('test', 'silent') });
  finishConnections(app, () => true);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  await once(app.server, 'connection');
  const began = performance.now();
  await app.close();
  expect(performance.now() - began).toBeLessThan(5_000);
  socket.destroy();
});
