import { WakeableLoop } from '#kit/jobs/wakeable-loop.ts';
import { createPool, type Pool } from '#kit/postgres/pool.ts';
import type { Logger } from '#kit/telemetry/logger.ts';
import { CurrentRules } from '../rule-sets/current-rules.ts';
import { NamespaceReader, type NamespaceReaderOptions } from './namespace-reader.ts';

const LOOK_EVERY = 1_000;
const MOST_SECONDS_BEHIND = 10;

/**
 * A database that follows the portal's, asked in its place where an answer may be a little old. The relay's watermark,
 * which comes along with the rest, says how far behind it is.
 */
export class Replica {
  readonly reader: NamespaceReader;
  /** As the replica knows them: its greatest number may be behind the portal's. */
  readonly rules: CurrentRules;
  readonly #pool: Pool;
  readonly #loop: WakeableLoop;
  #usable = false;

  constructor(connectionString: string, reading: NamespaceReaderOptions, logger: Logger) {
    this.#pool = createPool({
      connectionString,
      applicationName: 'portal replica',
      onError: (error) => logger.warn({ err: error }, 'idle replica connection lost'),
    });
    this.reader = new NamespaceReader(this.#pool, reading);
    this.rules = new CurrentRules(this.#pool);
    this.#loop = new WakeableLoop({ name: 'replica', every: LOOK_EVERY, logger, turn: () => this.#look() });
  }

  /** Whether it answers and is at most ten seconds behind. */
  get usable(): boolean {
    return this.#usable;
  }

  /** It has failed: it is left alone until it is looked at again. */
  distrust(): void {
    this.#usable = false;
  }

  start(): void {
    this.#loop.start();
  }

  async #look(): Promise<false> {
    try {
      const { rows } = await this.#pool.query<{ behind: number }>(
        'SELECT extract(epoch FROM clock_timestamp() - watermark)::float8 AS behind FROM feed_state',
      );
      this.#usable = (rows[0]?.behind ?? Infinity) <= MOST_SECONDS_BEHIND;
    } catch (error) {
      this.#usable = false;
      throw error;
    }
    return false;
  }

  async stop(): Promise<void> {
    await this.#loop.stop();
    await this.#pool.end();
  }
}
