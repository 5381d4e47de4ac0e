import { ACKNOWLEDGEMENT_MS, type Beat, READER_LEASE_MS, type StoreDescription } from './eligibility-store.ts';
import { type RedisCommands, runScript } from './redis-commands.ts';
import { toBeat, toDescription, toLeastAcknowledged, toPolled } from './redis-replies.ts';
import { BEAT, DESCRIBE, LEAST_ACKNOWLEDGED, LEAVE, POLL, PUBLISH, RESIGN, WRITE_FIELDS, WRITE_IF } from './scripts.ts';
import type { StoreNames } from './store-names.ts';

/** What the processes share, on whichever server it lies: all of it in one slot of a cluster. */
export class RedisShared {
  readonly #client: RedisCommands;
  readonly #names: StoreNames;
  readonly #publishWith: 'PUBLISH' | 'SPUBLISH';

  constructor(client: RedisCommands, names: StoreNames, publishWith: 'PUBLISH' | 'SPUBLISH') {
    this.#client = client;
    this.#names = names;
    this.#publishWith = publishWith;
  }

  async publish(message: string): Promise<number> {
    const { number, channel } = this.#names;
    return Number(await runScript(this.#client, PUBLISH, [number], [this.#publishWith, channel, message]));
  }

  async readLeastAcknowledged(): Promise<number> {
    const { processes, acknowledgement } = this.#names;
    return toLeastAcknowledged(await runScript(this.#client, LEAST_ACKNOWLEDGED, [processes], [acknowledgement]));
  }

  async beat(process: string): Promise<Beat> {
    const { reader, cursor, state } = this.#names;
    return toBeat(await runScript(this.#client, BEAT, [reader, cursor, state], [process, READER_LEASE_MS]));
  }

  async resign(process: string): Promise<void> {
    await runScript(this.#client, RESIGN, [this.#names.reader], [process]);
  }

  async writeState(fields: Readonly<Record<string, string>>): Promise<void> {
    await runScript(this.#client, WRITE_FIELDS, [this.#names.state], Object.entries(fields).flat());
  }

  async describe(): Promise<StoreDescription> {
    const { number, state, processes, reader, cursor, acknowledgement } = this.#names;
    const keys = [number, state, processes, reader, cursor];
    return toDescription(await runScript(this.#client, DESCRIBE, keys, [acknowledgement]));
  }

  async writeCursor(cursor: string, expected: string | undefined): Promise<boolean> {
    const written = await runScript(this.#client, WRITE_IF, [this.#names.cursor], [cursor, expected ?? '']);
    return Number(written) === 1;
  }
}

/** Asks on a given connection, so that the answer comes after every message that was sent before. */
export async function poll(
  connection: RedisCommands,
  names: StoreNames,
  process: string,
  acknowledged: number | undefined,
) {
  const keys = [names.number, names.state, names.processes, names.acknowledgement + process];
  return toPolled(await runScript(connection, POLL, keys, [process, acknowledged ?? '', ACKNOWLEDGEMENT_MS]));
}

/** Says on the same connection that this process has no tier any more, so that nobody waits for it. */
export async function leave(connection: RedisCommands, names: StoreNames, process: string): Promise<void> {
  await runScript(connection, LEAVE, [names.processes, names.acknowledgement + process], [process]);
}
