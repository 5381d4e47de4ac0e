import pg from 'pg';
import type { Logger } from '../telemetry/logger.ts';

export type ListeningConnectionOptions = {
  readonly connectionString: string;
  readonly applicationName: string;
  readonly channel: string;
  /** Runs on each new connection before anything else may use it. */
  readonly onConnect?: (client: pg.ClientBase) => Promise<void>;
  /** Told of each notification with what it says. */
  readonly onNotification: (payload: string) => void;
  /** Told when the connection is gone, whoever ended it. */
  readonly onLost?: () => void;
  readonly logger: Logger;
};

/** A connection of its own that listens on one channel. Once lost, it is made anew by the next who needs it. */
export class ListeningConnection {
  readonly #options: ListeningConnectionOptions;
  #client: pg.Client | undefined;

  constructor(options: ListeningConnectionOptions) {
    this.#options = options;
  }

  /** The connection if there is one; nothing is made. */
  get open(): pg.Client | undefined {
    return this.#client;
  }

  /** The connection, made and listening if there was none. @throws {Error} of the driver when it cannot be made. */
  async connect(): Promise<pg.Client> {
    if (this.#client) return this.#client;
    const { connectionString, applicationName, channel, onConnect, onNotification, logger } = this.#options;
    const client = new pg.Client({
      connectionString,
      application_name: applicationName,
      keepAlive: true,
      pipeline: true,
    } as pg.ClientConfig);
    client.on('error', (error) => {
      logger.warn({ err: error, connection: applicationName }, 'listening connection lost');
      this.#forget(client);
    });
    client.on('end', () => this.#forget(client));
    client.on('notification', ({ payload }) => onNotification(payload ?? ''));
    await client.connect();
    try {
      await onConnect?.(client);
      await client.query(`LISTEN ${channel}`);
    } catch (error) {
      await client.end().catch(() => {});
      throw error;
    }
    this.#client = client;
    return client;
  }

  #forget(client: pg.Client): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    this.#options.onLost?.();
  }

  async end(): Promise<void> {
    await this.#client?.end();
  }
}
