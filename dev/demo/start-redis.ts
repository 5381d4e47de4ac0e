import { findRedisProgram } from '../redis/redis-program.ts';
import { RedisServer } from '../redis/redis-server.ts';

export type DemoRedis = {
  /** Undefined where there is none. */
  readonly url: string | undefined;
  /** Says which one it is. */
  readonly sentence: string;
};

/** The Redis of REDIS_URL, else one of the demo's own in `folder` where its program is on PATH, else none. */
export async function startRedis(folder: string, stack: AsyncDisposableStack): Promise<DemoRedis> {
  const given = process.env.REDIS_URL;
  if (given) return { url: given, sentence: `Redis is the one of REDIS_URL, at ${hostOf(given)}.` };
  if (findRedisProgram() === undefined) {
    return {
      url: undefined,
      sentence:
        'There is no Redis: REDIS_URL is not set and neither redis-server nor valkey-server is on PATH, so answers are kept in the process alone.',
    };
  }
  const server = new RedisServer({ folder });
  stack.use(server);
  await server.start();
  return { url: server.url, sentence: `Redis runs on a port of its own: ${server.url}` };
}

/** Without what may be a password. */
function hostOf(url: string): string {
  return URL.parse(url)?.host ?? 'an address that cannot be read';
}
