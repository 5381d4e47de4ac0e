import { createClient } from 'redis';
import type { RedisServer } from '../../../../dev/redis/redis-server.ts';

/** A client of that server as docs/adopting.md sets it up, which survives the server's end. */
export async function connectTo(server: RedisServer) {
  const client = createClient({ url: server.url, commandOptions: { timeout: 0 } });
  client.on('error', () => {});
  return client.connect();
}

type Asked = { readonly sendCommand: (words: string[]) => Promise<unknown> };

/** How often each command was run since the server's numbers were set to nothing, scripts' own commands included. */
export async function countCommands(server: Asked): Promise<Record<string, number>> {
  const told = String(await server.sendCommand(['INFO', 'commandstats']));
  const counts = [...told.matchAll(/^cmdstat_([^:]+):calls=(\d+)/gm)].map(([, name, calls]) => [name, Number(calls)]);
  return Object.fromEntries(counts.filter(([name]) => name !== 'config|resetstat'));
}

/** Sets the numbers to nothing. */
export async function forgetCommands(server: Asked): Promise<void> {
  await server.sendCommand(['CONFIG', 'RESETSTAT']);
}
