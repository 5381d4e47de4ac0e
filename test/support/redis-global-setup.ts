import type { TestProject } from 'vitest/node';
import { RedisServer } from '../../dev/redis/redis-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    redisUrl: string;
  }
}

/** One Redis for the whole run; each test file chooses a key prefix of its own. */
export default async function setup(project: TestProject) {
  const server = new RedisServer();
  await server.start();
  project.provide('redisUrl', server.url);
  return () => server.stop();
}
