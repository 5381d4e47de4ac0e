import type { Script } from './scripts.ts';

/** What a script is given. */
export type ScriptArguments = { keys: string[]; arguments: string[] };

/** The commands of node-redis that the SDK uses, for one server and for a cluster alike. */
export type RedisCommands = {
  eval(script: string, given: ScriptArguments): Promise<unknown>;
  evalSha(sha: string, given: ScriptArguments): Promise<unknown>;
};

/** A connected client of the `redis` package for one server, or for Sentinel's master. */
export type RedisClient = RedisCommands & {
  readonly isReady: boolean;
  mGet(keys: string[]): Promise<(string | null)[]>;
  info(section?: string): Promise<string>;
  duplicate(options?: { RESP?: 3 }): SubscriberClient;
};

/** The connection of its own on which messages come. */
export type SubscriberClient = RedisCommands & {
  on(event: string, listener: (error: unknown) => void): unknown;
  connect(): Promise<unknown>;
  destroy(): void;
  subscribe(channel: string, listener: (message: string) => void): Promise<unknown>;
  sSubscribe(channel: string, listener: (message: string) => void): Promise<unknown>;
};

/** A connected cluster client of the `redis` package. */
export type RedisClusterClient = RedisCommands & {
  readonly isOpen: boolean;
  readonly masters: readonly object[];
  sendCommand(firstKey: string, isReadonly: boolean, words: string[]): Promise<unknown>;
  getNodeClientForKey(key: string): Promise<RedisClient>;
  nodeClient(node: never): Promise<RedisClient>;
};

/** Runs a script by its name, and by its text where the server does not know it (a restart, another master). */
export async function runScript(
  client: RedisCommands,
  { sha, text }: Script,
  keys: string[],
  values: readonly (string | number)[],
): Promise<unknown> {
  const given = { keys, arguments: values.map(String) };
  try {
    return await client.evalSha(sha, given);
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
    return client.eval(text, given);
  }
}

/** The fields of HGETALL, which a script answers with as a list. */
export function toFields(list: readonly string[]): Record<string, string> {
  const fields: Record<string, string> = {};
  for (let at = 0; at + 1 < list.length; at += 2) fields[list[at] as string] = list[at + 1] as string;
  return fields;
}
