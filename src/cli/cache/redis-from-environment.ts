import { readSettings } from '#kit/config/read-settings.ts';
import { optional, text, url } from '#kit/config/setting-kinds.ts';
import { Fault } from '#kit/errors/fault.ts';

const settings = {
  REDIS_URL: optional(url(['redis:', 'rediss:'])),
  REDIS_KEY_PREFIX: text(''),
};

const CONNECT_WITHIN = 3_000;

export type OpenedRedis = {
  readonly client: Awaited<ReturnType<typeof connectingClient>>;
  readonly keyPrefix: string;
  /** Without what may be secret in the address. */
  readonly place: string;
};

/**
 * The Redis of REDIS_URL, connected; undefined where none is set. Whoever opens it destroys its client.
 * @throws {ConfigurationInvalid | Fault} with a sentence when it cannot be reached.
 */
export async function openRedis(environment: NodeJS.ProcessEnv): Promise<OpenedRedis | undefined> {
  const { REDIS_URL, REDIS_KEY_PREFIX: keyPrefix } = readSettings(settings, environment);
  if (REDIS_URL === undefined) return undefined;
  const place = `Redis at ${new URL(REDIS_URL).host}`;
  const client = await connectingClient(REDIS_URL);
  // What goes wrong is told by the command that it goes wrong for.
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (cause) {
    if (client.isOpen) client.destroy();
    const why = (cause as NodeJS.ErrnoException).code ?? (cause as Error).message;
    throw new Fault('cache_unavailable', `${place} cannot be reached (${why}); REDIS_URL says where it is.`, { cause });
  }
  return { client, keyPrefix, place };
}

/** One that does not try again: a person waits. */
async function connectingClient(address: string) {
  const { createClient } = await import('redis');
  const socket = { reconnectStrategy: false, connectTimeout: CONNECT_WITHIN } as const;
  return createClient({ url: address, socket, commandOptions: { timeout: 0 } });
}
